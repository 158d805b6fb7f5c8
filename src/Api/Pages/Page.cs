using System.Text;
using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

/// <summary>A page of the service: plain HTML without a script, the style sheet of all our pages, nothing from elsewhere.</summary>
internal sealed class Page(string title, Html body, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = Html.Of($"""
            <!doctype html><html lang="{Texts.Culture.Name}" data-theme="{Preferences.ThemeOf(httpContext)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{SiteFiles.Of("site.css")}"></head>
            <body class="plain"><main><h1>{title}</h1>{body}</main>{Switches(httpContext)}</body></html>
            """);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        SecurityHeaders.OfPage(response);
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(html.ToString()), httpContext.RequestAborted);
    }

    private static Html Switches(HttpContext context)
    {
        var back = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString.ToString() : context.Request.Path.ToString();
        return Html.Of($"""
            <form class="switches" method="post" action="{Preferences.Path}">{Hidden("back", back)}{Html.Join(Texts.Languages.Select(language => Html.Of(
                $"<button type=\"submit\" class=\"link\" name=\"language\" value=\"{language}\" lang=\"{language}\" aria-pressed=\"{(language == Texts.Culture.Name ? "true" : "false")}\">{System.Globalization.CultureInfo.GetCultureInfo(language).NativeName}</button>")))}</form>
            """);
    }

    /// <summary>A form that posts to <paramref name="action"/> with the proof that it is ours.</summary>
    public static Html Form(HttpContext context, string action, string button, Html fields)
    {
        var proof = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return Html.Of($"""
            <form method="post" action="{action}" autocomplete="on"><input type="hidden" name="{proof.FormFieldName}" value="{proof.RequestToken}">{fields}<button type="submit">{Texts.Get(button)}</button></form>
            """);
    }

    public static Html Input(string name, string label, string type = "text", string autocomplete = "off", string? value = null, bool isRequired = true, string? hint = null) => Html.Of($"""
        <label for="{name}">{Texts.Get(label)}</label>{(hint is null ? Html.Nothing : Html.Of($"<p class=\"hint\" id=\"{name}-hint\">{Texts.Get(hint)}</p>"))}
        <input id="{name}" name="{name}" type="{type}" autocomplete="{autocomplete}" value="{value}" maxlength="300"{Html.Raw(isRequired ? " required" : "")}{(hint is null ? Html.Nothing : Html.Of($" aria-describedby=\"{name}-hint\""))}>
        """);

    public static Html Hidden(string name, string? value) => Html.Of($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");

    public static Html Fault(string? text) => text is null ? Html.Nothing : Html.Of($"<p class=\"fault\" role=\"alert\">{text}</p>");
}
