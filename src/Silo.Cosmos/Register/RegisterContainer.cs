using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Domain;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>The container of the register: documents in our own JSON, whatever serializer the client has.</summary>
internal sealed class RegisterContainer(Container container)
{
    private const int MaxBatch = 100;
    private const int Tries = 20;

    /// <summary>Every row that a query gives, of one operator or of all.</summary>
    /// <exception cref="StorageUnavailableException">The account does not answer.</exception>
    /// <exception cref="JournalDamagedException">A document is not of its shape.</exception>
    public async Task<IReadOnlyList<T>> AskAsync<T>(QueryDefinition query, OperatorId? operatorId, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        try
        {
            var options = new QueryRequestOptions { PartitionKey = operatorId is { } id ? new PartitionKey(id.Value) : null };
            using var pages = container.GetItemQueryStreamIterator(query, requestOptions: options);
            var rows = new List<T>();
            while (pages.HasMoreResults)
            {
                using var page = await pages.ReadNextAsync(cancellationToken);
                page.EnsureSuccessStatusCode();
                using var json = await JsonDocument.ParseAsync(page.Content, cancellationToken: cancellationToken);
                rows.AddRange(json.RootElement.GetProperty("Documents").EnumerateArray().Select(read));
            }

            return rows;
        }
        catch (Exception failure) when (failure is CosmosException or HttpRequestException)
        {
            throw Unavailable(failure);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new JournalDamagedException("a document of the register is not of its shape");
        }
    }

    public static T Read<T>(JsonElement document, JsonTypeInfo<T> shape) => document.Deserialize(shape) ?? throw new FormatException();

    /// <summary>Writes what is newer than what stands there; told again it changes nothing.</summary>
    /// <exception cref="StorageUnavailableException">It is not known how much was written: tell it again.</exception>
    public async Task WriteAsync(OperatorId operatorId, IReadOnlyCollection<RowDocument> documents, CancellationToken cancellationToken)
    {
        foreach (var part in documents.Chunk(MaxBatch))
        {
            var attempt = 0;
            while (!await TryWriteAsync(operatorId, part, cancellationToken))
            {
                if (++attempt == Tries) throw new StorageUnavailableException($"The register of {operatorId} changes faster than it can be written: it is not known what of a write is shown.");
                await Task.Delay(Random.Shared.Next(1, 5 + (5 * attempt)), cancellationToken);
            }
        }
    }

    private async Task<bool> TryWriteAsync(OperatorId operatorId, RowDocument[] documents, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(operatorId, documents, cancellationToken);
        try
        {
            var batch = container.CreateTransactionalBatch(new PartitionKey(operatorId.Value));
            var count = 0;
            foreach (var document in documents)
            {
                var isThere = known.TryGetValue(document.Id, out var there);
                if (isThere ? there.Commit >= document.Commit : document is WakeUpDocument { At: null }) continue;
                var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, document.Shape));
                if (isThere) batch.ReplaceItemStream(document.Id, json, new TransactionalBatchItemRequestOptions { IfMatchEtag = there.Tag });
                else batch.CreateItemStream(json);
                count++;
            }

            if (count == 0) return true;
            using var response = await batch.ExecuteAsync(cancellationToken);
            return response.IsSuccessStatusCode || (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound
                ? false
                : throw new StorageUnavailableException($"Azure Cosmos DB does not take the register's rows ({(int)response.StatusCode}): it is not known what of a write is shown."));
        }
        catch (Exception failure) when (failure is CosmosException or HttpRequestException)
        {
            throw Unavailable(failure);
        }
    }

    private async Task<Dictionary<string, (long Commit, string Tag)>> KnownAsync(OperatorId operatorId, RowDocument[] documents, CancellationToken cancellationToken)
    {
        var names = documents.Select((_, i) => $"@id{i}").ToArray();
        var query = new QueryDefinition($"SELECT c.id, c.commit, c._etag FROM c WHERE c.id IN ({string.Join(", ", names)})");
        for (var i = 0; i < documents.Length; i++) query = query.WithParameter(names[i], documents[i].Id);
        var rows = await AskAsync(
            query, operatorId, row => (row.GetProperty("id").GetString()!, row.GetProperty("commit").GetInt64(), row.GetProperty("_etag").GetString()!), cancellationToken);
        return rows.ToDictionary(row => row.Item1, row => (row.Item2, row.Item3));
    }

    private static StorageUnavailableException Unavailable(Exception failure) => new(
        $"Azure Cosmos DB does not answer ({(failure is CosmosException { StatusCode: var status } ? $"{(int)status}" : failure.GetType().Name)}): it is not known whether a write was made.", failure);
}
