using System.Text.RegularExpressions;

namespace Consent.Api;

/// <summary>A run of words that both versions have, or only the older, or only the newer.</summary>
public sealed record Passage(char Kind, string Text)
{
    public const char Same = '=';
    public const char Gone = '-';
    public const char Come = '+';
}

/// <summary>What of a text has gone and what has come, by words.</summary>
public static partial class WordDifference
{
    // Beyond this many comparisons what differs is shown whole: the page must not wait.
    private const long Most = 4_000_000;

    public static IReadOnlyList<Passage> Of(string older, string newer)
    {
        var (a, b) = (Words().Matches(older).Select(word => word.Value).ToArray(), Words().Matches(newer).Select(word => word.Value).ToArray());
        var begin = 0;
        while (begin < a.Length && begin < b.Length && a[begin] == b[begin]) begin++;
        var end = 0;
        while (end < a.Length - begin && end < b.Length - begin && a[^(end + 1)] == b[^(end + 1)]) end++;
        var passages = new List<Passage>();
        Add(passages, Passage.Same, a[..begin]);
        Between(passages, a[begin..^end], b[begin..^end]);
        Add(passages, Passage.Same, a[^end..]);
        return Gathered(passages);
    }

    // A blank that only parts changed words belongs to the change: what has gone is read whole, and then what has come.
    private static List<Passage> Gathered(List<Passage> passages)
    {
        var (whole, gone, come, blank) = (new List<Passage>(), "", "", "");
        foreach (var passage in passages)
        {
            if (passage.Kind == Passage.Same && string.IsNullOrWhiteSpace(passage.Text) && (gone.Length > 0 || come.Length > 0))
            {
                blank += passage.Text;
                continue;
            }

            if (passage.Kind == Passage.Same)
            {
                Flush();
                Add(whole, Passage.Same, [blank, passage.Text]);
                blank = "";
                continue;
            }

            (gone, come, blank) = (gone + blank, come + blank, "");
            if (passage.Kind == Passage.Gone) gone += passage.Text;
            else come += passage.Text;
        }

        Flush();
        Add(whole, Passage.Same, [blank]);
        return whole;

        void Flush()
        {
            if (gone.Length > 0) whole.Add(new Passage(Passage.Gone, gone));
            if (come.Length > 0) whole.Add(new Passage(Passage.Come, come));
            (gone, come) = ("", "");
        }
    }

    // The longest words in common, in order; what is not among them has gone or come.
    private static void Between(List<Passage> passages, string[] a, string[] b)
    {
        if (a.Length == 0 || b.Length == 0 || (long)a.Length * b.Length > Most)
        {
            Add(passages, Passage.Gone, a);
            Add(passages, Passage.Come, b);
            return;
        }

        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j]) (i, j) = Take(Passage.Same, a[i], i + 1, j + 1);
            else if (i < a.Length && (j == b.Length || common[i + 1, j] >= common[i, j + 1])) (i, j) = Take(Passage.Gone, a[i], i + 1, j);
            else (i, j) = Take(Passage.Come, b[j], i, j + 1);
        }

        (int, int) Take(char kind, string word, int i, int j)
        {
            Add(passages, kind, [word]);
            return (i, j);
        }
    }

    private static void Add(List<Passage> passages, char kind, string[] words)
    {
        var text = string.Concat(words);
        if (text.Length == 0) return;
        if (passages.Count > 0 && passages[^1].Kind == kind) passages[^1] = new Passage(kind, passages[^1].Text + text);
        else passages.Add(new Passage(kind, text));
    }

    [GeneratedRegex(@"\w+|\s+|[^\w\s]")]
    private static partial Regex Words();
}
