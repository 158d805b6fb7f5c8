using System.Net;
using System.Net.Mail;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>A letter of the service: nothing personal in its subject.</summary>
internal sealed record MailText(string To, string Subject, string Body);

/// <summary>Sends letters by SMTP behind the answers, so that an answer takes as long whether a letter goes or not. What the server does not take is tried
/// again; what was not sent when the process ends is not sent.</summary>
internal sealed partial class Mailer(IOptions<ConsentOptions> options, ILogger<Mailer> log) : BackgroundService
{
    private const int Tries = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly Channel<MailText> _letters = Channel.CreateBounded<MailText>(1000);
    private readonly ConsentOptions.MailOptions _options = options.Value.Mail;

    public bool IsConfigured => _options is { Host.Length: > 0, From.Length: > 0 };

    public void Post(MailText letter)
    {
        if (IsConfigured && !_letters.Writer.TryWrite(letter)) LogDropped(log);
    }

    /// <summary>Sends a letter now, once.</summary>
    /// <exception cref="SmtpException">The server does not take it.</exception>
    /// <exception cref="OperationCanceledException">The server does not answer.</exception>
    public async Task SendOnceAsync(MailText letter, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        using var client = new SmtpClient(_options.Host, _options.Port) { EnableSsl = _options.StartTls };
        if (_options.User is { Length: > 0 } user) client.Credentials = new NetworkCredential(user, _options.Password);
        using var message = MessageOf(letter);
        await client.SendMailAsync(message, timeout.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var letter in _letters.Reader.ReadAllAsync(stoppingToken)) await SendAsync(letter, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task SendAsync(MailText letter, CancellationToken stoppingToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendOnceAsync(letter, stoppingToken);
                return;
            }
            catch (Exception failure) when (failure is SmtpException or FormatException || (failure is OperationCanceledException && !stoppingToken.IsCancellationRequested))
            {
                // Of the failure only its kind: its words may quote the address.
                LogUnsent(log, attempt, (failure as SmtpException)?.StatusCode.ToString() ?? failure.GetType().Name);
                if (attempt == Tries) return;
                await Task.Delay(TimeSpan.FromSeconds(attempt), stoppingToken);
            }
        }
    }

    private MailMessage MessageOf(MailText letter)
    {
        var message = new MailMessage(_options.From!, letter.To)
        {
            Subject = letter.Subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8, Body = letter.Body, BodyEncoding = Encoding.UTF8, IsBodyHtml = false,
        };
        // SmtpClient writes none, and servers mistrust what has none.
        message.Headers.Add("Message-ID", $"<{Guid.NewGuid():N}@{new MailAddress(_options.From!).Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Too many letters wait for the mail server: one is not sent.")]
    private static partial void LogDropped(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A letter was not sent, attempt {Attempt}: {Status}")]
    private static partial void LogUnsent(ILogger log, int attempt, string status);
}
