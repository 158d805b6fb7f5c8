using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A row of the law's table; <paramref name="Term"/> and <paramref name="Extension"/> as the law states them.</summary>
public sealed record DutyAnswer(
    string No, string Duty, string Article, Term Term, Term? Extension, string RunsFrom, string Addressee, string Bound, DateOnly Since);

/// <summary>The law's table of duties as it is counted by: <c>GET /v1/duties</c>.</summary>
internal static class DutiesApi
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/duties", List).ForAnyKey()
            .Describe(
                "List the duties of the law",
                "Every row in the order of the law's list. `bound`: done by the end of the term (`latest`), not before it (`earliest`), kept until it (`throughout`).",
                null, Examples.Duties)
            .Produces<Page<DutyAnswer>>();

    private static IResult List(string? limit, string? cursor, Tenant tenant)
    {
        var fields = new Fields();
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var after = Paging.Decode(cursor, fields);
        var rows = Deadlines.All.ToList();
        var skip = after is null ? 0 : rows.FindIndex(row => KeyOf(row) == after) + 1;
        if (after is not null && skip == 0) fields.Wrong("cursor", "FieldNotCursor");
        fields.ThrowIfWrong();

        var page = Paging.Of(rows.Skip(skip).Take(take + 1).ToList(), take, KeyOf);
        return Answers.Json(new Page<DutyAnswer>([.. page.Items.Select(Answer)], page.NextCursor), ApiJson.Wire.PageDutyAnswer);
    }

    private static string KeyOf(DutyRow row) => $"{row.No} {row.Duty}";

    private static DutyAnswer Answer(DutyRow row) => new(
        row.No, Words.Of(row.Duty), row.Article, row.Term, row.Extension, Words.Of(row.RunsFrom), Words.Of(row.Addressee), Words.Of(row.Bound), row.Since);
}
