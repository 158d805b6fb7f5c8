using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

public sealed record HealthAnswer(string Status);

/// <summary><c>/health/live</c>: the process answers; <c>/health/ready</c>: its database does too, and it is not about to stop.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Answer("live")).AllowAnonymous().Unhurried()
            .Describe("Live", "The process answers.", null, Examples.Live).Produces<HealthAnswer>();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().Unhurried()
            .Describe("Ready", "The database answers too, and the service is not stopping; 503 otherwise.", null, Examples.Ready).Produces<HealthAnswer>();
    }

    private static async Task<IResult> ReadyAsync(IJournal journal, Drain drain, CancellationToken cancellationToken)
    {
        if (drain.HasBegun) return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Stopping");
        await journal.ReadAsync(FileKey.OfCatalogue(OperatorId.Installation), cancellationToken);
        return Answer("ready");
    }

    private static IResult Answer(string status) => Answers.Json(new HealthAnswer(status), ApiJson.Wire.HealthAnswer);
}
