namespace Consent.Domain.Tests.Requests;

/// <summary>Data of third persons in the answer (ст. 14 ч. 2) is pointed out and never refused.</summary>
public sealed class ThirdPersonsExamples
{
    [Theory]
    //          category              value                                  sign
    [InlineData("комментарий",        "Звонить Петру, petr@example.ru",      ThirdPersonSign.Email)]
    [InlineData("комментарий",        "ПЁТР@почта.рф",                       ThirdPersonSign.Email)]
    [InlineData("комментарий",        "Сосед: +7 916 123-45-67",             ThirdPersonSign.Phone)]
    [InlineData("комментарий",        "8(4812)12-34-56",                     ThirdPersonSign.Phone)]
    [InlineData("комментарий",        "8 (916) 123 45 67 после шести",       ThirdPersonSign.Phone)]
    [InlineData("комментарий",        "79161234567",                         ThirdPersonSign.Phone)]
    [InlineData("комментарий",        "9161234567",                          ThirdPersonSign.Phone)]
    [InlineData("комментарий",        "916 123-45-67",                       ThirdPersonSign.Phone)]
    [InlineData("контактное лицо",    "Пётр",                                ThirdPersonSign.Category)]
    [InlineData("Данные супруга",     "Пётр",                                ThirdPersonSign.Category)]
    [InlineData("родственники",       "мать, отец",                          ThirdPersonSign.Category)]
    [InlineData("представитель",      "Пётр",                                ThirdPersonSign.Category)]
    [InlineData("ФИО ребёнка",        "Пётр",                                ThirdPersonSign.Category)]
    public void What_may_be_anothers_is_pointed_out(string category, string value, ThirdPersonSign why) =>
        Assert.Equal([new ThirdPersonHint("CRM", category, why)], ThirdPersons.In([Of(category, value)], new Personal("anna@example.ru")));

    [Theory]
    [InlineData("комментарий",        "Писать на Anna@Example.ru")]
    [InlineData("комментарий",        "Перезвонить 8 916 000-11-22")]
    [InlineData("комментарий",        "Звонить вечером")]
    [InlineData("контактное лицо",    "—")]
    [InlineData("паспорт",            "9212 345678")]
    [InlineData("паспорт",            "9212345678")]
    [InlineData("комментарий",        "92 12 345678")]
    [InlineData("ИНН",                "9909123456")]
    [InlineData("комментарий",        "заказ 1234567890123456")]
    [InlineData("мужской размер",     "48")]
    [InlineData("обратный адрес",     "Тверь")]
    public void What_is_the_persons_own_or_nobodys_is_not(string category, string value) =>
        Assert.Empty(ThirdPersons.In([Of(category, value)], new Personal("anna@example.ru, +7 (916) 000-11-22")));

    [Fact]
    public void What_stands_in_the_persons_own_contact_category_is_his_everywhere()
    {
        (string, ProvidedItem)[] items = [Of("электронная почта", "anna@example.ru"), Of("телефон", "+7 916 000-11-22"), Of("примечание", "anna@example.ru, 89160001122")];
        Assert.Empty(ThirdPersons.In(items, null));
        Assert.Equal(2, ThirdPersons.In(items[2..], null).Length);
    }

    [Fact]
    public void The_contact_of_another_is_not_the_persons_own()
    {
        (string, ProvidedItem)[] items = [Of("телефон супруга", "+7 916 000-11-22"), Of("примечание", "+7 916 000-11-22")];
        Assert.Equal(
            [("телефон супруга", ThirdPersonSign.Category), ("телефон супруга", ThirdPersonSign.Phone), ("примечание", ThirdPersonSign.Phone)],
            ThirdPersons.In(items, null).Select(hint => (hint.Category, hint.Why)));
    }

    [Fact]
    public void A_category_is_pointed_out_once_a_system() =>
        Assert.Equal(["CRM", "Касса"], ThirdPersons.In([Of("супруг", "a"), Of("супруг", "b"), ("Касса", Of("супруг", "c").Item)], null).Select(hint => hint.System));

    private static (string System, ProvidedItem Item) Of(string category, string value) => ("CRM", new ProvidedItem(category, new Personal(value), null));
}
