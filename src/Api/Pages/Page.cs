using System.Text;
using Microsoft.AspNetCore.Antiforgery;

namespace Consent.Api;

/// <summary>A page of the service: plain HTML without a script, one style sheet of its own, nothing from elsewhere.</summary>
internal sealed class Page(string title, Html body, int status = StatusCodes.Status200OK) : IResult
{
    public const string StylePath = "/pages.css";

    public static readonly string Style = """
        body { font: 1rem/1.5 "Liberation Sans", "DejaVu Sans", Arial, sans-serif; color: #1a1a1a; background: #fff; max-width: 30rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } label { display: block; margin: 1rem 0 .25rem; font-weight: 600; } .hint { color: #555; font-size: .9rem; }
        input[type=text], input[type=password], input[type=email] { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #767676; border-radius: 4px; }
        button { font: inherit; margin: 1.25rem 0; padding: .6rem 1.2rem; border: 0; border-radius: 4px; background: #0b57a4; color: #fff; cursor: pointer; }
        a { color: #0b57a4; } :focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
        .fault { border-left: 4px solid #b3261e; padding: .5rem .75rem; background: #fdf0ef; } code, .codes { font-family: monospace; overflow-wrap: anywhere; } svg { max-width: 14rem; height: auto; }
        """;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = Html.Of($"""
            <!doctype html><html lang="{Texts.Culture.Name}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex"><title>{title}</title><link rel="stylesheet" href="{StylePath}"></head><body><main><h1>{title}</h1>{body}</main></body></html>
            """);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        SecurityHeaders.OfPage(response);
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(html.ToString()), httpContext.RequestAborted);
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
