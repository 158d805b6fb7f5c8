namespace Consent.Pages.Tests.Desk;

/// <summary>The desk without a mouse: in, to a request, something done with it; and where one is, is seen at every step.</summary>
public sealed class KeyboardTests(OpenDesk desk)
{
    [Fact]
    public async Task One_signs_in_finds_a_request_and_assigns_it_by_the_keyboard_alone()
    {
        var person = await DeskPerson.EnrolAsync(desk.Service, "orbita", "keys@orbita.example");
        await using var screen = await desk.OpenAsync("/sign-in?operator=orbita", role: null);
        var keyboard = screen.Page.Keyboard;
        await screen.TabToAsync("#email");
        await keyboard.TypeAsync(person.Email);
        await screen.TabToAsync("#password");
        await keyboard.TypeAsync(DeskPerson.Password);
        await keyboard.PressAsync("Enter");
        await screen.Page.WaitForURLAsync("**/sign-in");
        await screen.TabToAsync("#code");
        await keyboard.TypeAsync(person.Code());
        await keyboard.PressAsync("Enter");
        await screen.Page.WaitForURLAsync("**/desk");

        await keyboard.PressAsync("/");
        Assert.True(await screen.MustSeeFocusAsync());
        Assert.Equal("find", await screen.Of(":focus").GetAttributeAsync("id"));
        await keyboard.TypeAsync("2026-00000");
        await keyboard.PressAsync("Enter");
        await screen.Page.WaitForURLAsync("**/desk/requests?q=2026-00000");
        for (var row = 1; row <= 3; row++)
        {
            await keyboard.PressAsync("ArrowDown");
            Assert.True(await screen.MustSeeFocusAsync());
            Assert.Equal(1, await screen.Of($"tbody tr:nth-child({row})[aria-selected=true] a:focus").CountAsync());
        }

        await keyboard.PressAsync("ArrowUp");
        var chosen = (await screen.Of("tr[aria-selected=true] a").TextContentAsync())!;
        await keyboard.PressAsync("Enter");
        await screen.Page.WaitForURLAsync($"**/desk/requests/{chosen}");

        await screen.TabToAsync("#do-assign summary");
        await keyboard.PressAsync("Enter");
        await screen.TabToAsync("#assign-to");
        await keyboard.TypeAsync("Ольга Клавишная");
        await screen.TabToAsync("#do-assign button");
        await keyboard.PressAsync("Enter");
        await screen.Of("#executors dd", "Ольга Клавишная").WaitForAsync();
        Assert.Equal("Ольга Клавишная", (await (await desk.Service.DemoAsync("orbita", "dpo")).GetAsync($"/v1/requests/{chosen}")).Must(200).Field("assignedTo"));
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_row_is_marked_by_space_and_the_arrows_go_on_from_where_one_is()
    {
        await using var screen = await desk.OpenAsync("/desk/requests");
        await screen.TabToAsync("tbody tr:nth-child(3) input");
        await screen.Page.Keyboard.PressAsync("Space");
        Assert.True(await screen.Of("tbody tr:nth-child(3) input").IsCheckedAsync());
        await screen.TabToAsync("tbody tr:nth-child(3) a");
        await screen.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(1, await screen.Of("tbody tr:nth-child(4) a:focus").CountAsync());
        await screen.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal(1, await screen.Of("tbody tr:nth-child(3) a:focus").CountAsync());
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/desk/requests?status=open&assigned=Анна")]
    [InlineData("/desk/requests")]
    [InlineData("/desk/requests/2026-000005")]
    [InlineData("/desk/requests/2026-000001/decision?demand=1&kind=answer")]
    [InlineData("/desk/register")]
    [InlineData("/desk/consents")]
    [InlineData("/desk/terms")]
    [InlineData("/desk/journal")]
    [InlineData("/desk/settings")]
    public async Task Whatever_the_keyboard_reaches_is_seen_to_be_reached(string path)
    {
        foreach (var width in (int[])[1280, 360])
        {
            await using var screen = await desk.OpenAsync(path, width: width);
            Assert.True(await screen.WalkAsync() > 5);
            screen.NothingWrong();
        }
    }
}
