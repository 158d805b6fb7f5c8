using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A consent: subject × purpose × text version (ст. 9). <paramref name="Id"/> is the version of the file that recorded it.</summary>
public abstract record ConsentRecord(long Id, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt)
{
    /// <summary>The records of a file after an event; earlier ones stay, each with how it ended.</summary>
    internal static ImmutableArray<ConsentRecord> Evolve(ImmutableArray<ConsentRecord> records, long version, ConsentEvent happened) =>
        happened switch
        {
            ConsentGiven given => Supersede(records, given.Purpose, given.At)
                .Add(new Given(version, given.Purpose, given.Text, given.At, given.ExpiresAt)),
            ConsentRefused refused => Supersede(records, refused.Purpose, refused.At)
                .Add(new Refused(version, refused.Purpose, refused.Text, refused.At)),
            ConsentWithdrawn withdrawn => End(records, withdrawn.Consent, r => new Withdrawn(r.Id, r.Purpose, r.Text, r.GivenAt, withdrawn.At, withdrawn.Request)),
            ConsentExpired expired => End(records, expired.Consent, r => new Expired(r.Id, r.Purpose, r.Text, r.GivenAt, expired.At)),
            _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
        };

    private static ImmutableArray<ConsentRecord> Supersede(ImmutableArray<ConsentRecord> records, PurposeCode purpose, DateTimeOffset at)
    {
        for (var i = 0; i < records.Length; i++)
            if (records[i] is Given given && given.Purpose == purpose)
                records = records.SetItem(i, new Superseded(given.Id, given.Purpose, given.Text, given.GivenAt, at));
        return records;
    }

    private static ImmutableArray<ConsentRecord> End(ImmutableArray<ConsentRecord> records, long id, Func<ConsentRecord, ConsentRecord> ended)
    {
        for (var i = 0; i < records.Length; i++)
            if (records[i].Id == id && records[i] is Given)
                return records.SetItem(i, ended(records[i]));
        return records;
    }
}

/// <summary>Stands until withdrawn, superseded or expired; null <paramref name="ExpiresAt"/> is no day written in it.</summary>
public sealed record Given(long Id, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt, DateTimeOffset? ExpiresAt)
    : ConsentRecord(Id, Purpose, Text, GivenAt)
{
    /// <summary>Expiry is judged by the instant asked about, not by a job that ran or did not.</summary>
    public bool HasExpired(DateTimeOffset at) => ExpiresAt <= at;
}

public sealed record Refused(long Id, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt) : ConsentRecord(Id, Purpose, Text, GivenAt);

public sealed record Withdrawn(long Id, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt, DateTimeOffset EndedAt, string Request)
    : ConsentRecord(Id, Purpose, Text, GivenAt);

public sealed record Expired(long Id, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt, DateTimeOffset EndedAt)
    : ConsentRecord(Id, Purpose, Text, GivenAt);

public sealed record Superseded(long Id, PurposeCode Purpose, TextRef Text, DateTimeOffset GivenAt, DateTimeOffset EndedAt)
    : ConsentRecord(Id, Purpose, Text, GivenAt);
