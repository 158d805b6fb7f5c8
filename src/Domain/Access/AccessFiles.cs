namespace Consent.Domain;

/// <summary>The files in which the service notes who looked; their names are closed to clients.</summary>
public static class AccessFiles
{
    private const string Prefix = "~access";

    /// <summary>The list of the files of days and nodes.</summary>
    public static FileKey ListOf(OperatorId operatorId) => new(operatorId, new SubjectId(Prefix));

    public static FileKey OfDay(OperatorId operatorId, DateOnly day, string node) =>
        new(operatorId, new SubjectId(FormattableString.Invariant($"{Prefix}:{day:yyyy-MM-dd}:{node}")));

    public static FileKey NoticesOf(OperatorId operatorId) => new(operatorId, new SubjectId("~notices"));

    /// <summary>When keys were last used, a file a month.</summary>
    public static FileKey KeysOf(OperatorId operatorId, DateOnly month) =>
        new(operatorId, new SubjectId(FormattableString.Invariant($"~keys:{month:yyyy-MM}")));
}
