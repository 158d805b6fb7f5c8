using System.Collections.Immutable;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Fills an empty installation with two operators, and tells where to look and with which keys.</summary>
internal sealed class DemoService(
    IEngine engine, Catalogues catalogues, IOptions<ConsentOptions> options, TimeProvider clock, IServer server, DemoDesk desk,
    IHostApplicationLifetime lifetime) : IHostedService
{
    private const string KeysFile = "demo-keys.txt";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(options.Value.Data, KeysFile);
        if (catalogues.Installation.Operators.IsEmpty) await FillAsync(path, cancellationToken);
        if (!File.Exists(path)) return;
        var keys = (await File.ReadAllLinesAsync(path, cancellationToken)).Select(line => line.Split(' ')).ToList();
        desk.Know(keys);
        lifetime.ApplicationStarted.Register(() => Tell(keys));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task FillAsync(string path, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var keys = new List<string>();
        foreach (var shown in (DemoOperator[])[DemoOperators.Orbita, DemoOperators.Bonus])
        {
            await DoAsync(OperatorId.Installation, new RegisterOperator(now, shown.Id), cancellationToken);
            await DoAsync(shown.Id, new DescribeOperator(now, shown.Profile), cancellationToken);
            foreach (var purpose in shown.Purposes) await DoAsync(shown.Id, new DefinePurpose(now, purpose), cancellationToken);
            foreach (var text in shown.Texts) await DoAsync(shown.Id, new PublishText(now, text), cancellationToken);
            foreach (var role in Enum.GetValues<Scope>())
            {
                var (id, token) = Keys.New();
                await DoAsync(shown.Id, new IssueKey(now, new ApiKey(id, "demo", ImmutableArray.Create(role), Keys.Hash(token), now)), cancellationToken);
                keys.Add($"{shown.Id} {Words.Of(role)} {token}");
            }

            keys.AddRange(await desk.EnrolAsync(shown.Id, cancellationToken));
        }

        await new DemoStory(engine, catalogues, now).TellAsync(cancellationToken);
        await File.WriteAllLinesAsync(path, keys, cancellationToken);
    }

    private Task<Outcome> DoAsync(OperatorId operatorId, CatalogueCommand command, CancellationToken cancellationToken) =>
        catalogues.ExecuteAsync(operatorId, new Envelope(DemoStory.Actor, command), cancellationToken);

    private void Tell(IReadOnlyList<string[]> keys)
    {
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        string Key(string operatorId, string role) => keys.First(cells => cells[0] == operatorId && cells[1] == role)[2];
        var service = Key("orbita", "service");
        var desks = keys.Where(cells => cells[1] == DemoDesk.Door).Select(cells => $"""
                {cells[0],-8}{address}{DemoDesk.AddressOf(cells[2])}
                        its password, where settings ask for it: {Key(cells[0], DemoDesk.Password)}
            """);
        Console.WriteLine($$"""

            Consent is running with a demo of two invented operators, orbita and bonus.

              The desk of the person in charge
            {{string.Join('\n', desks)}}

              The page of subjects           {{address}}/o/orbita
              The API, to browse and try     {{address}}/docs
              OpenAPI document               {{address}}/openapi/v1.json

              Keys
            {{string.Join('\n', keys.Where(cells => cells[1] is not (DemoDesk.Door or DemoDesk.Password)).Select(cells => $"    {cells[0],-8}{cells[1],-10}{cells[2]}"))}}

              May orb-002 be sent offers? Then withdraw, ask again, and see what burns:

            curl -s '{{address}}/v1/check?subject=orb-002&purpose=offers' -H 'Authorization: Bearer {{service}}'
            curl -s -X POST '{{address}}/v1/withdrawals' -H 'Authorization: Bearer {{service}}' -H 'Content-Type: application/json' -d '{"subject":"orb-002","purposes":["offers"],"channel":"web"}'
            curl -s '{{address}}/v1/requests?due=overdue' -H 'Authorization: Bearer {{Key("orbita", "dpo")}}'

            """);
    }
}
