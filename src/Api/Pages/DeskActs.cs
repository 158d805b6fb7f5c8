namespace Consent.Api;

/// <summary>What a page does it does by the call of the API itself: the same answer, told in words.</summary>
internal static class DeskActs
{
    /// <summary>Why it was not done, or null; and the answer where there was one.</summary>
    public static async Task<(ProblemWords? Problem, IResult? Answer)> TryAsync(Func<Task<IResult>> act)
    {
        try
        {
            var answer = await act();
            return (ProblemWords.Of(answer), answer);
        }
        catch (InvalidRequestException malformed)
        {
            return (ProblemWords.Of(Problems.Malformed(malformed.Errors)), null);
        }
        catch (RefusedException refused)
        {
            return (ProblemWords.Of(Problems.Of(refused.Refusal)), null);
        }
    }
}
