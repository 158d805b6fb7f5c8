using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

public sealed record HealthAnswer(string Status);

/// <summary><c>/health/live</c>: the process answers; <c>/health/ready</c>: its database does too.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Answer("live")).AllowAnonymous()
            .Describe("Live", "The process answers.", null, Examples.Live).Produces<HealthAnswer>();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous()
            .Describe("Ready", "The database answers too; 503 otherwise.", null, Examples.Ready).Produces<HealthAnswer>();
    }

    private static async Task<IResult> ReadyAsync(IJournal journal, CancellationToken cancellationToken)
    {
        await journal.ReadAsync(FileKey.OfCatalogue(OperatorId.Installation), cancellationToken);
        return Answer("ready");
    }

    private static IResult Answer(string status) => Answers.Json(new HealthAnswer(status), ApiJson.Wire.HealthAnswer);
}
