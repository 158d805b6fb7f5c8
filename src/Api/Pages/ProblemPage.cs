using Microsoft.AspNetCore.Mvc;

namespace Consent.Api;

/// <summary>An endpoint that answers a person with pages: its problems are pages too, and whoever is not signed in is shown where to.</summary>
internal sealed class AnswersWithPages
{
    public static readonly AnswersWithPages Instance = new();
}

/// <summary>A problem to somebody who looks at a page.</summary>
internal static class ProblemPage
{
    private const string SignIn = "/sign-in";

    public static bool IsFor(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AnswersWithPages>() is not null;

    public static IResult Of(ProblemDetails problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized) return TypedResults.Redirect(SignIn, permanent: false, preserveMethod: false);
        var words = ProblemWords.Of(problem);
        var isAbsent = words.Status == StatusCodes.Status404NotFound;
        return new Page(words.Title, Html.Of($"""
            <p>{(isAbsent ? Texts.Get("Page.absent") : words.Detail)} {words.Article}</p><ul>{Html.Join(words.Errors.Select(error => Html.Of($"<li>{Texts.Find("Field." + error.Key) ?? error.Key}: {string.Join(' ', error.Value)}</li>")))}</ul>
            <p><a href="{DeskSections.Root}">{Texts.Get("Page.toDesk")}</a></p>
            """), words.Status);
    }
}
