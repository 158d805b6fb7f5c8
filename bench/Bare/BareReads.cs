using System.Collections.Concurrent;
using Consent.Bench.Data;
using Microsoft.Data.Sqlite;

namespace Consent.Bench.Bare;

/// <summary>One point read by a text key: prepared, on a pool of connections, out of as many rows as there are files.</summary>
internal sealed class BareReads(string database) : IDisposable
{
    private readonly ConcurrentBag<Reader> _idle = [];

    public (int Story, long Version) Find(string subject)
    {
        if (!_idle.TryTake(out var reader)) reader = new Reader(database);
        var found = reader.Find(subject);
        _idle.Add(reader);
        return found;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader)) reader.Dispose();
    }

    private sealed class Reader : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _command;
        private readonly SqliteParameter _subject = new() { ParameterName = "$1" };

        public Reader(string database)
        {
            _connection = SqlitePragmas.Open(database, "PRAGMA query_only = ON;");
            _command = _connection.CreateCommand();
            _command.CommandText = "SELECT story, version, payload FROM files WHERE subject = $1";
            _command.Parameters.Add(_subject);
            _command.Prepare();
        }

        public (int Story, long Version) Find(string subject)
        {
            _subject.Value = subject;
            using var row = _command.ExecuteReader();
            if (!row.Read()) throw new InvalidOperationException("No such row.");
            _ = row.GetFieldValue<byte[]>(2);
            return (row.GetInt32(0), row.GetInt64(1));
        }

        public void Dispose()
        {
            _command.Dispose();
            _connection.Dispose();
        }
    }
}
