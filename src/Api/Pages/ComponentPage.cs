using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Consent.Api;

/// <summary>A page of components: rendered whole before the first byte is sent, so that what fails is still answered as a problem.</summary>
public sealed class ComponentPage<TPage>(object? model, int status = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult where TPage : IComponent
{
    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<CascadingValue<HttpContext>>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(CascadingValue<>.Value)] = httpContext,
                [nameof(CascadingValue<>.IsFixed)] = true,
                [nameof(CascadingValue<>.ChildContent)] = (RenderFragment)(builder =>
                {
                    builder.OpenComponent<TPage>(0);
                    if (model is not null) builder.AddComponentParameter(1, "Model", model);
                    builder.CloseComponent();
                }),
            }));
            return page.ToHtmlString();
        });

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        SecurityHeaders.OfPage(response);
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(Letters(html)), httpContext.RequestAborted);
    }

    // The renderer writes every letter that is not English as a number, seven bytes for one; what is markup stays as it wrote it.
    private static string Letters(string html)
    {
        var (text, from) = (new StringBuilder(html.Length), 0);
        while (html.IndexOf("&#x", from, StringComparison.Ordinal) is var at and >= 0)
        {
            var end = html.IndexOf(';', at);
            text.Append(html, from, at - from);
            if (end - at is > 3 and <= 9 && int.TryParse(html.AsSpan(at + 3, end - at - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number > 0xA0 && Rune.IsValid(number))
                text.Append(new Rune(number).ToString());
            else
                text.Append(html, at, end + 1 - at);
            from = end + 1;
        }

        return text.Append(html, from, html.Length - from).ToString();
    }
}
