using System.Xml.Linq;
using Consent.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Consent.Api;

/// <summary>The ring's store as Data Protection sees it.</summary>
internal sealed class RingRepository(IRingStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.Read().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => store.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
