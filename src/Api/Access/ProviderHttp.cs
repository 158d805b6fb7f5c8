using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Fetches from an address that an operator's admin named. It may not be turned against the network the service stands in: https only, no
/// redirects, no internal address but of hosts that whoever runs the installation has named, and little is read.</summary>
public sealed class ProviderHttp : IDisposable
{
    private const int MostBytes = 256 * 1024;

    private readonly HashSet<string> _internal;
    private readonly HttpClient _client;

    public ProviderHttp(IOptions<TokenOptions> options)
    {
        _internal = options.Value.InternalHosts.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(3), ConnectCallback = ConnectAsync };
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = MostBytes };
    }

    /// <summary>What asks; it does not follow, remember, or reach what is internal.</summary>
    public HttpClient Client => _client;

    /// <summary>Whether such an address may be asked at all.</summary>
    public bool MayAsk(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && _internal.Contains(uri.Host)));

    /// <exception cref="HttpRequestException">There is no answer, or it may not be asked.</exception>
    public async Task<string> GetAsync(string address)
    {
        if (!MayAsk(address)) throw new HttpRequestException("Such an address is not asked.");
        using var response = await _client.GetAsync(new Uri(address));
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : throw new HttpRequestException("No answer.", null, response.StatusCode);
    }

    public void Dispose() => _client.Dispose();

    // Looked at where the connection is made: a name may mean another address each time it is asked for.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!_internal.Contains(host)) addresses = Array.FindAll(addresses, address => !Networks.IsInternal(address));
        if (addresses.Length == 0) throw new HttpRequestException("The host has no address that may be asked.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
