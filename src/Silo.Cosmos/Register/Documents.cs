using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Silo.Cosmos.Register;

/// <summary>A row of the register as a document. <paramref name="Commit"/> is the commit that said it: an older one gives way.</summary>
internal abstract record RowDocument(string Id, string Operator, string Type, long Commit)
{
    public abstract JsonTypeInfo Shape { get; }
}

internal sealed record RequestDocument(
    string Id, string Operator, long Commit, string Subject, string Number, int Year, int Ordinal, long ReceivedAt, string ReceivedOn, string Channel, string[] Kinds,
    bool Closed, string? Due, long EndsAt, string? AssignedTo, bool AwaitsApplicant) : RowDocument(Id, Operator, Kind, Commit)
{
    public const string Kind = "request";

    [JsonIgnore]
    public override JsonTypeInfo Shape => DocumentJson.Default.RequestDocument;

    public static string IdOf(string number) => "request:" + Ids.Escape(number);

    public static RequestDocument Of(OperatorId operatorId, long commit, RequestRow row)
    {
        var (year, ordinal) = RequestNumbers.Parse(row.Number);
        return new(
            IdOf(row.Number), operatorId.Value, commit, row.Subject.Value, row.Number, year, ordinal, Microseconds.Of(row.ReceivedAt), Day.Of(row.ReceivedOn), Words.Of(row.Channel),
            [.. row.Kinds.Select(Words.Of)], row.IsClosed, row.Due is { } due ? Day.Of(due) : null, row.EndsAt is { } ends ? Numbers.Of(ends) : Numbers.Never, row.AssignedTo,
            row.AwaitsApplicant);
    }

    public RequestRow Row() => new(
        Number, new SubjectId(Subject), Microseconds.ToInstant(ReceivedAt), Day.Read(ReceivedOn), Word.Read<Channel>(Channel), [.. Kinds.Select(Word.Read<DemandKind>)],
        Closed, Due is null ? null : Day.Read(Due), EndsAt == Numbers.Never ? null : Microseconds.ToInstant(EndsAt)) { AssignedTo = AssignedTo, AwaitsApplicant = AwaitsApplicant };
}

internal sealed record DemandDocument(
    string Id, string Operator, long Commit, string Number, int Demand, string Kind, string Channel, string ReceivedOn, string Status, string? DecidedOn, bool Late, bool Extended)
    : RowDocument(Id, Operator, "demand", Commit)
{
    [JsonIgnore]
    public override JsonTypeInfo Shape => DocumentJson.Default.DemandDocument;

    public static DemandDocument Of(OperatorId operatorId, long commit, DemandRow row) => new(
        FormattableString.Invariant($"demand:{Ids.Escape(row.Number)}:{row.Demand}"), operatorId.Value, commit, row.Number, row.Demand, Words.Of(row.Kind), Words.Of(row.Channel),
        Day.Of(row.ReceivedOn), Words.Of(row.Status), row.DecidedOn is { } decided ? Day.Of(decided) : null, row.IsLate, row.IsExtended);
}

internal sealed record ObligationDocument(
    string Id, string Operator, long Commit, string Subject, string Request, int Obligation, int Demand, string Duty, string Origin, string Article, string Status, bool Outstanding,
    bool Governs, long? RunsFrom, string Due, string SafeDue, long EndsAt, bool Timed, long? DoneAt, string Calendar, string? AssignedTo)
    : RowDocument(Id, Operator, "obligation", Commit)
{
    [JsonIgnore]
    public override JsonTypeInfo Shape => DocumentJson.Default.ObligationDocument;

    public static ObligationDocument Of(OperatorId operatorId, long commit, ObligationRow row) => new(
        FormattableString.Invariant($"obligation:{Ids.Escape(row.Subject.Value)}:{Ids.Escape(row.Request ?? "")}:{row.Id}"), operatorId.Value, commit, row.Subject.Value,
        row.Request ?? "", row.Id, row.Demand, Words.Of(row.Duty), Words.Of(row.Origin), row.Article, Words.Of(row.Status), row.IsOutstanding, row.Governs,
        row.RunsFrom is { } from ? Microseconds.Of(from) : null, Day.Of(row.Due), Day.Of(row.SafeDue), Numbers.Of(row.EndsAt), row.IsTimed,
        row.DoneAt is { } done ? Microseconds.Of(done) : null, row.Calendar, row.AssignedTo);

    public ObligationRow Row() => new(
        new SubjectId(Subject), Request.Length == 0 ? null : Request, Obligation, Demand, Word.Read<Duty>(Duty), Word.Read<Origin>(Origin), Article, Word.Read<ObligationStatus>(Status),
        Governs, RunsFrom is { } from ? Microseconds.ToInstant(from) : null, Day.Read(Due), Day.Read(SafeDue), Microseconds.ToInstant(EndsAt), Timed,
        DoneAt is { } done ? Microseconds.ToInstant(done) : null, Calendar, AssignedTo);
}

/// <summary>When the clock must look into a file; without an instant it need not, and the document only remembers who said so.</summary>
internal sealed record WakeUpDocument(string Id, string Operator, long Commit, string Subject, long? At) : RowDocument(Id, Operator, "wake-up", Commit)
{
    [JsonIgnore]
    public override JsonTypeInfo Shape => DocumentJson.Default.WakeUpDocument;

    public static WakeUpDocument Of(FileKey file, long commit, DateTimeOffset? at) =>
        new("wake-up:" + Ids.Escape(file.Subject.Value), file.Operator.Value, commit, file.Subject.Value, at is { } instant ? Numbers.Of(instant) : null);
}

/// <summary>Whose a contact may be, by the keyed hash of it; without one the person is forgotten, and the document only remembers that.</summary>
internal sealed record ContactDocument(string Id, string Operator, long Commit, string Subject, string? Contact) : RowDocument(Id, Operator, Kind, Commit)
{
    public const string Kind = "contact";

    [JsonIgnore]
    public override JsonTypeInfo Shape => DocumentJson.Default.ContactDocument;

    public static string HashOf(ContactRow row) => $"{Words.Of(row.Kind)}:{Convert.ToHexStringLower(row.Hash)}";

    public static ContactDocument Of(FileKey file, long commit, ContactRow row) =>
        new($"contact:{HashOf(row)}:{Ids.Escape(file.Subject.Value)}", file.Operator.Value, commit, file.Subject.Value, HashOf(row));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RequestDocument))]
[JsonSerializable(typeof(DemandDocument))]
[JsonSerializable(typeof(ObligationDocument))]
[JsonSerializable(typeof(WakeUpDocument))]
[JsonSerializable(typeof(ContactDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;

/// <summary>Numbers as documents hold them: whole up to 2⁵³.</summary>
internal static class Numbers
{
    /// <summary>Nothing burns: after everything that does.</summary>
    public const long Never = (1L << 53) - 1;

    /// <summary>Microseconds since 1970; what lies further than documents can count stands at the end.</summary>
    public static long Of(DateTimeOffset instant) => Math.Min(Microseconds.Of(instant), Never - 1);
}

internal static class Day
{
    private const string Format = "yyyy-MM-dd";

    public static string Of(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public static DateOnly Read(string day) => DateOnly.ParseExact(day, Format, CultureInfo.InvariantCulture);
}

internal static class Word
{
    public static T Read<T>(string word) where T : struct, Enum => Words.Find<T>(word) ?? throw new FormatException();
}

/// <summary>Texts as part of a document's id, which may not hold / \ ? #.</summary>
internal static class Ids
{
    public static string Escape(string text)
    {
        var id = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~') id.Append(c);
            else id.Append('!').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return id.ToString();
    }
}
