using System.Net;
using System.Net.Sockets;

namespace Consent.Api;

/// <summary>Addresses and networks, IPv4 and IPv6; an IPv4 address inside IPv6 is the IPv4 address.</summary>
internal static class Networks
{
    public static IPAddress? Of(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    /// <exception cref="FormatException">Neither an address nor a network.</exception>
    public static IPNetwork Parse(string text) => TryParse(text, out var network) ? network : throw new FormatException("Not a network.");

    /// <summary>A network as <c>203.0.113.0/24</c> or <c>2001:db8::/32</c>, or one address.</summary>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        if (text is null or { Length: > 64 }) return false;
        if (IPNetwork.TryParse(text, out network)) return true;
        if (text.Contains('/', StringComparison.Ordinal) || !IPAddress.TryParse(text, out var address)) return false;
        network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }

    /// <summary>An address that no packet from the Internet has: of the machine itself, of private and of special networks.</summary>
    public static bool IsInternal(IPAddress address) => Of(address) is var known && (IPAddress.IsLoopback(known!) || Array.Exists(Special, network => network.Contains(known!)));

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            "::/128", "::1/128", "64:ff9b::/96", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];
}
