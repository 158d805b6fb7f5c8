using Consent.Domain;

namespace Consent.Conformance.Storage;

/// <summary>What somebody with a hand on the database may do to a file of at least three entries.</summary>
public enum Tampering
{
    PayloadChanged,
    ActorChanged,
    InstantChanged,
    RequestChanged,
    HashChanged,
    FirstRemoved,
    LastRemoved,
    LastTwoSwapped,
    FirstDuplicated,
    LastMovedToAnotherFile,
    AllRemoved,
    HeadHashChanged,
    HeadSetBack,
    HeadLost,
}

/// <summary>The same in SQL, of the tables both databases have.</summary>
public static class TamperingSql
{
    public static string Of(Tampering how, FileKey file)
    {
        var own = $"operator = '{file.Operator}' AND subject = '{file.Subject}'";
        var last = $"{own} AND version = (SELECT max(version) FROM entries WHERE {own})";
        return how switch
        {
            Tampering.PayloadChanged => $"UPDATE entries SET payload = (SELECT payload FROM entries WHERE {last}) WHERE {own} AND version = 1",
            Tampering.ActorChanged => $"UPDATE entries SET actor = 'Anna' WHERE {own} AND version = 1",
            Tampering.InstantChanged => $"UPDATE entries SET at = at + 1 WHERE {own} AND version = 2",
            Tampering.RequestChanged => $"UPDATE entries SET request = '2026-000002' WHERE {own} AND version = 2",
            Tampering.HashChanged => $"UPDATE entries SET hash = (SELECT hash FROM entries WHERE {last}) WHERE {own} AND version = 2",
            Tampering.FirstRemoved => $"DELETE FROM entries WHERE {own} AND version = 1",
            Tampering.LastRemoved => $"DELETE FROM entries WHERE {last}",
            Tampering.LastTwoSwapped =>
                $"UPDATE entries SET version = -version WHERE {own} AND version > 1; " +
                $"UPDATE entries SET version = 5 + version WHERE {own} AND version < 0",
            Tampering.FirstDuplicated =>
                "INSERT INTO entries (position, operator, subject, version, at, actor, kind, request, payload, hash) " +
                $"SELECT (SELECT max(position) + 1 FROM entries), operator, subject, 4, at, actor, kind, request, payload, hash FROM entries WHERE {own} AND version = 1",
            Tampering.LastMovedToAnotherFile => $"UPDATE entries SET subject = 'somebody-else' WHERE {last}",
            Tampering.AllRemoved => $"DELETE FROM entries WHERE {own}",
            Tampering.HeadHashChanged => $"UPDATE heads SET hash = (SELECT hash FROM entries WHERE {own} AND version = 1) WHERE {own}",
            Tampering.HeadSetBack => $"UPDATE heads SET version = version - 1 WHERE {own}",
            Tampering.HeadLost => $"DELETE FROM heads WHERE {own}",
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
    }
}
