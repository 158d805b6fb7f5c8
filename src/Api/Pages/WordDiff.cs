namespace Consent.Api;

/// <summary>What became of a stretch of words between two versions of a text.</summary>
public enum Change { Kept, Added, Removed }

/// <summary>Words of two versions side by side: the longest common run of them stays, the rest was added or removed.</summary>
public static class WordDiff
{
    // Texts of consents are short; longer ones are shown whole.
    private const int MostWords = 3000;

    public static IReadOnlyList<(Change Change, string Text)> Of(string before, string after)
    {
        var (old, fresh) = (before.Split(' '), after.Split(' '));
        if (old.Length > MostWords || fresh.Length > MostWords) return [(Change.Removed, before), (Change.Added, after)];

        // How many words the two have in common from each place on.
        var common = new int[old.Length + 1, fresh.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = fresh.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);

        var (parts, x, y) = (new List<(Change Change, string Text)>(), 0, 0);
        while (x < old.Length || y < fresh.Length)
        {
            if (x < old.Length && y < fresh.Length && old[x] == fresh[y]) Add(Change.Kept, old[x], () => (x, y) = (x + 1, y + 1));
            else if (y < fresh.Length && (x == old.Length || common[x, y + 1] > common[x + 1, y])) Add(Change.Added, fresh[y], () => y++);
            else Add(Change.Removed, old[x], () => x++);
        }

        return parts;

        void Add(Change change, string word, Action next)
        {
            next();
            if (parts.Count > 0 && parts[^1].Change == change) parts[^1] = (change, parts[^1].Text + " " + word);
            else parts.Add((change, word));
        }
    }
}
