using System.Text;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>Where a chunk belongs; it opens nowhere else. That it is the last one says how many there are.</summary>
internal readonly record struct ChunkPlace(FileKey File, string Id, int Number, bool IsLast)
{
    // The subject may hold any character but the separator, and stands last.
    public byte[] Bytes => Encoding.UTF8.GetBytes(
        FormattableString.Invariant($"consent-attached/1\n{File.Operator}\n{Id}\n{Number}\n{(IsLast ? "last" : "more")}\n{File.Subject}"));
}
