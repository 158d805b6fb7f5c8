using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>A contact by the keyed hash of it: found by whoever knows the contact, and says nothing to whoever has the database.</summary>
public sealed record ContactRow(ContactKind Kind, byte[] Hash)
{
    /// <param name="key">Of the operator: the same contact at another has another hash.</param>
    public static ContactRow Of(Contact contact, byte[] key) =>
        new(contact.Kind, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Words.Of(contact.Kind)}\n{contact.Value}")));

    public bool Equals(ContactRow? other) => other is not null && Kind == other.Kind && Hash.AsSpan().SequenceEqual(other.Hash);

    public override int GetHashCode() => HashCode.Combine(Kind, Hash[0], Hash[1], Hash[2]);
}
