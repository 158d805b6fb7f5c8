using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Consent.Api.Tests.Hosting;

/// <summary>Keeps everything that is logged: the words, the values behind them, the scopes and the exceptions.</summary>
internal sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // Nothing is held but lines.
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => capture._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                foreach (var (name, value) in values) line.Append(CultureInfo.InvariantCulture, $" {name}={value}");
            capture._scopes.ForEachScope((scope, text) => text.Append(CultureInfo.InvariantCulture, $" [{scope}]"), line);
            capture.Lines.Enqueue(line.ToString());
        }
    }
}
