using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>Which account the service may stand on.</summary>
public sealed class ConsistencyTests
{
    [Fact]
    public void A_strong_account_with_one_write_region_needs_nobodys_words() => Assert.Null(Consistency.Judge(ConsistencyLevel.Strong, 1, null));

    [Theory]
    [InlineData(ConsistencyLevel.BoundedStaleness)]
    [InlineData(ConsistencyLevel.Session)]
    [InlineData(ConsistencyLevel.ConsistentPrefix)]
    [InlineData(ConsistencyLevel.Eventual)]
    public void A_weaker_one_is_refused_in_one_line_that_says_what_can_come_back_unless_it_is_accepted_in_writing(ConsistencyLevel level)
    {
        foreach (var words in new[] { null, "", "  " })
        {
            var refused = Assert.Throws<DatabaseRefusedException>(() => Consistency.Judge(level, 1, words));
            Assert.Contains("15 minutes of a withdrawn consent", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Consent__Cosmos__AcceptWeaker", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }

        Assert.Equal(Accounts.Words, Consistency.Judge(level, 1, Accounts.Words));
    }

    [Theory]
    [InlineData(ConsistencyLevel.Strong)]
    [InlineData(ConsistencyLevel.Session)]
    public void Several_write_regions_are_refused_whatever_is_accepted(ConsistencyLevel level) =>
        Assert.Throws<DatabaseRefusedException>(() => Consistency.Judge(level, 2, Accounts.Words));

    [Fact]
    public async Task The_account_itself_is_asked()
    {
        // The emulator in memory says Session.
        using var account = await Accounts.InMemoryAsync();
        using var strict = new CosmosAccount(account.Client, new CosmosSettings());
        Assert.Contains("Session", (await Assert.ThrowsAsync<DatabaseRefusedException>(() => strict.OpenAsync(TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }
}
