namespace Consent.Api;

/// <summary>A draft of a letter: where the text says «[указать: …]», <paramref name="Missing"/> names what a person has yet to write.</summary>
public sealed record LetterAnswer(string Letter, string Title, string To, string By, string Text, IReadOnlyList<string> Missing, bool Masked);

/// <summary>One item of ст. 14 ч. 7: what is told, and what to do where something is lacking.</summary>
public sealed record AnswerItemAnswer(string Number, string Article, string Title, IReadOnlyList<string> Lines, bool Complete, IReadOnlyList<string> Missing);

/// <summary>Data in the answer that may be a third person's (ст. 14 ч. 2): <c>email</c>, <c>phone</c> or <c>category</c>.</summary>
public sealed record ThirdPersonAnswer(string System, string Category, string Why);

/// <summary>The assembled answer to a demand for access (ст. 14 ч. 7), in the form the letter came in (ст. 14 ч. 3).</summary>
public sealed record AssembledAnswerView(
    string Number, int Demand, string Form, bool Complete, IReadOnlyList<AnswerItemAnswer> Items, IReadOnlyList<string> Missing,
    IReadOnlyList<ThirdPersonAnswer> ThirdPersons, string Text, bool Masked);
