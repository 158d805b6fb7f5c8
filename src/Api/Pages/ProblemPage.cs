using Microsoft.AspNetCore.Mvc;

namespace Consent.Api;

/// <summary>An endpoint that answers a person with pages: its problems are pages too, and whoever is not signed in is shown where to.</summary>
internal sealed class AnswersWithPages
{
    public static readonly AnswersWithPages Instance = new();

    /// <summary>Whoever looks is a subject: there is no desk to sign in to or to go back to.</summary>
    public static readonly AnswersWithPages ToSubjects = new();
}

/// <summary>A problem to somebody who looks at a page.</summary>
internal static class ProblemPage
{
    private const string SignIn = "/sign-in";

    public static bool IsFor(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AnswersWithPages>() is not null;

    public static IResult Of(ProblemDetails problem, HttpContext context)
    {
        var isToSubject = context.GetEndpoint()?.Metadata.GetMetadata<AnswersWithPages>() == AnswersWithPages.ToSubjects;
        if (isToSubject && problem.Status == StatusCodes.Status401Unauthorized) return new Page(Texts.Get("Subject.title"), Page.Fault(Texts.Get("Subject.noLink")), StatusCodes.Status401Unauthorized);
        if (problem.Status == StatusCodes.Status401Unauthorized) return TypedResults.Redirect(SignIn, permanent: false, preserveMethod: false);
        // What a program is told of its proof says nothing to a person.
        if (isToSubject && problem.Type?.EndsWith("/not-from-our-page", StringComparison.Ordinal) == true) return new Page(Texts.Get("Subject.title"), Page.Fault(Texts.Get("SignIn.stale")), StatusCodes.Status400BadRequest);
        var words = ProblemWords.Of(problem);
        var isAbsent = words.Status == StatusCodes.Status404NotFound;
        return new Page(words.Title, Html.Of($"""
            <p>{(isAbsent ? Texts.Get("Page.absent") : words.Detail)} {words.Article}</p><ul>{Html.Join(words.Errors.Select(error => Html.Of($"<li>{Texts.Find("Field." + error.Key) ?? error.Key}: {string.Join(' ', error.Value)}</li>")))}</ul>
            {(isToSubject ? Html.Nothing : Html.Of($"<p><a href=\"{DeskSections.Root}\">{Texts.Get("Page.toDesk")}</a></p>"))}
            """), words.Status);
    }
}
