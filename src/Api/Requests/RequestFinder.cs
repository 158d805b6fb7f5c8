using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The file a number of the request journal lies in.</summary>
public sealed class RequestFinder(IRegister register)
{
    /// <exception cref="NotFoundException">There is none, or it is another operator's.</exception>
    public async Task<FileKey> FindAsync(string number, Tenant tenant, CancellationToken cancellationToken) =>
        RequestNumbers.TryParse(number, out _, out _) && await register.FindRequestAsync(tenant.Operator, number, cancellationToken) is { } row
            ? tenant.File(row.Subject)
            : throw new NotFoundException();
}
