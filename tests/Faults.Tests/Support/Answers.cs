using System.Text.Json;

namespace Consent.Faults.Tests;

/// <summary>Holds the answers of the check against what the acknowledged writes make them.</summary>
internal static class Answers
{
    private const int MostAtOnce = 1000;

    public static async Task<int> AskAsync(Client client, IReadOnlyList<(string Subject, string Purpose, bool IsAllowed)> expected, List<string> broken)
    {
        foreach (var part in expected.Chunk(MostAtOnce))
        {
            var asked = JsonSerializer.Serialize(new { checks = part.Select(check => new { id = "1", subject = check.Subject, purpose = check.Purpose }) });
            var reply = await client.PostAsync("/v1/checks", asked);
            if (!reply.IsDone)
            {
                broken.Add($"the check was answered {reply.Status}: {reply.Body}");
                continue;
            }

            foreach (var (check, answer) in part.Zip(reply.Body.GetProperty("results").EnumerateArray()))
                if (!answer.TryGetProperty("allowed", out var allowed) || allowed.GetBoolean() != check.IsAllowed)
                    broken.Add($"{check.Subject} {check.Purpose} must be {check.IsAllowed}: {answer}");
        }

        return expected.Count;
    }
}
