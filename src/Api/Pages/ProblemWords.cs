using Microsoft.AspNetCore.Mvc;

namespace Consent.Api;

/// <summary>A problem as a page tells it: the same words, article and fields that the API answers with.</summary>
public sealed record ProblemWords(int Status, string Title, string Detail, string? Article, IReadOnlyDictionary<string, string[]> Errors)
{
    public static ProblemWords Of(ProblemDetails problem) => new(
        problem.Status ?? StatusCodes.Status400BadRequest,
        problem.Title ?? "",
        problem.Detail ?? "",
        problem.Extensions.TryGetValue("article", out var article) ? article as string : null,
        problem.Extensions.TryGetValue("errors", out var errors) && errors is IReadOnlyDictionary<string, string[]> named ? named : new Dictionary<string, string[]>());

    /// <summary>What an answer of <see cref="Problems"/> says; null for any other answer.</summary>
    public static ProblemWords? Of(IResult? answer) => answer is IProblemAnswer told ? Of(told.Problem) : null;
}

/// <summary>An answer that is a problem.</summary>
internal interface IProblemAnswer
{
    ProblemDetails Problem { get; }
}
