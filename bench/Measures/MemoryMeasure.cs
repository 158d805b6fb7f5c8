using Consent.Bench.Data;
using Consent.Bench.Hosts;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage.Sqlite;

namespace Consent.Bench.Measures;

/// <summary>Managed memory of the engine, in this process: what an open file holds, and what one that is not open does.</summary>
internal static class MemoryMeasure
{
    private const double GoalPerOpenFile = 1024;

    public static async Task<IReadOnlyList<Row>> RunAsync(Stand stand, Subjects subjects, BenchOptions options)
    {
        await BytesAsync(stand.EmptyDatabase, new OperatorId(BenchCatalogue.Operator), [], options); // the first run pays for code and pools
        var (empty, _) = await BytesAsync(stand.EmptyDatabase, new OperatorId(BenchCatalogue.Operator), [], options);
        var indexes = Enumerable.Range(0, options.FilesToOpen).Select(i => subjects.ColdAt(i));
        var (closed, open) = await BytesAsync(stand.Database, new OperatorId(BenchCatalogue.Operator), indexes, options);
        var perOpen = (double)(open - closed) / options.FilesToOpen;
        var perClosed = (double)(closed - empty) / options.Files;
        return
        [
            new Row("(d) memory per open file", $"{Over.Text(perOpen, "0")} B over {Over.Text(options.FilesToOpen, "#,0")} files", "", "", "≤ 1024 B", perOpen <= GoalPerOpenFile),
            new Row("(d) memory per file not open", $"{Over.Text(perClosed, "0.00")} B ({Over.Text((closed - empty) / 1024.0, "+#,0;-#,0")} KB in all against an empty database)", "", "", "0 B", perClosed < 0.5),
        ];
    }

    private static async Task<(long Closed, long Open)> BytesAsync(string database, OperatorId operatorId, IEnumerable<int> indexes, BenchOptions options)
    {
        using var sqlite = SqliteDatabase.Open(database);
        await using var journal = new SqliteJournal(sqlite, TimeProvider.System);
        var catalogues = new Catalogues(journal, TimeProvider.System);
        await catalogues.LoadAsync(CancellationToken.None);
        var engine = new EmbeddedEngine(journal, BenchSealing.Of(journal), catalogues, new Numbering(new SqliteRegister(sqlite)), TimeProvider.System, options.FilesToOpen + 1);
        var closed = GC.GetTotalMemory(forceFullCollection: true);
        var opened = 0;
        foreach (var index in indexes)
        {
            opened++;
            var story = Stories.Of(index);
            var answer = await engine.CheckAsync(
                new FileKey(operatorId, new SubjectId(Subjects.Name(index))), new PurposeCode(story.Purpose), DateTimeOffset.UtcNow, CancellationToken.None);
            if (answer.Allowed != story.Allowed || answer.Version != story.Version)
                throw new WrongAnswerException($"{Subjects.Name(index)} is {answer.Reason}, version {answer.Version}, in the engine; expected {story.Reason}, {story.Version}.");
        }

        var open = GC.GetTotalMemory(forceFullCollection: true);
        if (engine.OpenFileCount != opened) throw new InvalidOperationException("Not all files stayed open.");
        GC.KeepAlive(engine);
        return (closed, open);
    }
}
