namespace Consent.Storage.Postgres;

/// <summary>What a text column cannot hold: a zero character, half of a surrogate pair. Nothing is found by it, and asking is an error there.</summary>
internal static class PostgresText
{
    public static bool CanHold(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i])) return false;
        }

        return true;
    }
}
