namespace Consent.Grains.Tests;

/// <summary>What a small shop tells the service before it asks anything.</summary>
internal static class Lavka
{
    public const string Operator = """{"name":"Лавка","timeZone":"Europe/Moscow","legalName":"ООО «Лавка»","address":"Тверь","contacts":"dpo@lavka.example","dpo":"Иванова"}""";

    public const string Key = """{"name":"all","scopes":["service","admin","dpo"]}""";

    public const string Purpose = """{"title":{"ru":"Новости"},"basis":"consent","article":"ст. 6 ч. 1 п. 1","categories":["имя"],"actions":["сбор"]}""";

    public const string Text = """{"code":"news","version":1,"purposes":["news"],"locale":"ru","body":"Согласен.","effectiveFrom":"2026-01-01T00:00:00Z"}""";
}
