using System.Text.RegularExpressions;

namespace Consent.Api.Tests.Operations;

/// <summary>What the compose files, the image and the pages say of the service is so.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Composes => [.. Directory.GetDirectories(Path.Combine(Root, "compose")).Where(folder => File.Exists(Path.Combine(folder, "compose.yaml"))).Select(folder => Path.GetFileName(folder))];

    public static TheoryData<string> Pages =>
    [
        "README.md", "run.sh", .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Concat(
            Directory.GetFiles(Path.Combine(Root, "compose"), "*", SearchOption.AllDirectories)).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Every_setting_that_is_written_of_exists(string page)
    {
        var settings = Settings();
        Assert.Contains("Consent__Clock__StartAt", settings);
        foreach (var name in Named().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(match => match.Value.TrimEnd('_')).Distinct())
            Assert.True(settings.Any(setting => IsNamed(setting, name)), $"{page}: there is no setting {name}.");
    }

    // By itself, by its group, or as one that a dictionary of settings takes.
    private static bool IsNamed(string setting, string name) =>
        setting == name || setting.StartsWith(name + "__", StringComparison.Ordinal) || (setting.EndsWith("__", StringComparison.Ordinal) && name.StartsWith(setting, StringComparison.Ordinal));

    [Theory, MemberData(nameof(Composes))]
    public void The_proxy_calls_every_silo_and_nobody_else(string compose)
    {
        var text = Read("compose", compose, "compose.yaml");
        var silos = SiloService().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["silo1", "silo2"], silos);
        var port = Regex.Match(Read("compose", "Dockerfile"), @"ASPNETCORE_URLS=http://\+:(\d+)").Groups[1].Value;
        Assert.Equal(string.Join(' ', silos.Select(silo => $"{silo}:{port}")), Regex.Match(text, "CONSENT_SILOS: (.+)").Groups[1].Value);
        Assert.Contains($"EXPOSE {port} ", Read("compose", "Dockerfile"), StringComparison.Ordinal);
        Assert.Contains("lb_policy round_robin", Read("compose", "proxy", "Caddyfile"), StringComparison.Ordinal);
        Assert.DoesNotContain("cookie", Read("compose", "proxy", "Caddyfile"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Composes))]
    public void A_silo_that_stops_is_missed_before_it_refuses_and_is_not_killed_at_work(string compose)
    {
        var drain = Number(Read("compose", "Dockerfile"), @"Consent__DrainSeconds=(\d+)");
        var proxy = Read("compose", "proxy", "Caddyfile");
        Assert.Contains("health_uri /health/ready", proxy, StringComparison.Ordinal);
        Assert.True(drain >= 2 * (Number(proxy, @"health_interval (\d+)s") + Number(proxy, @"health_timeout (\d+)s")));
        Assert.True(Number(Read("compose", compose, "compose.yaml"), @"stop_grace_period: (\d+)s") > drain + 30);
    }

    [Theory, MemberData(nameof(Composes))]
    public void What_has_no_default_is_in_the_example_of_settings(string compose)
    {
        var example = Read("compose", compose, ".env.example");
        var variables = Variable().Matches(Read("compose", compose, "compose.yaml")).ToList();
        Assert.NotEmpty(variables);
        foreach (var variable in variables)
        {
            var (name, isNeeded) = (variable.Groups[1].Value, variable.Groups[2].Value == ":?");
            Assert.Matches($"(?m)^{(isNeeded ? "" : "#")}{name}=", example);
        }
    }

    [Theory, MemberData(nameof(Composes))]
    public void The_silos_have_no_shell_no_root_and_nothing_to_write_but_their_data(string compose)
    {
        var text = Read("compose", compose, "compose.yaml");
        Assert.Contains("read_only: true", text, StringComparison.Ordinal);
        Assert.Contains("cap_drop: [ALL]", text, StringComparison.Ordinal);
        var image = Read("compose", "Dockerfile");
        Assert.Contains("-chiseled-extra", image, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^USER \d+$", image);
        var data = Regex.Match(image, @"Consent__Data=(\S+)").Groups[1].Value;
        Assert.Contains($"installation:{data}\"", text, StringComparison.Ordinal);
    }

    // A section is named by its class of options; what a dictionary holds is named by whoever fills it.
    private static HashSet<string> Settings()
    {
        var settings = new HashSet<string>();
        foreach (var path in Directory.GetFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (SectionName().Match(text) is not { Success: true } section) continue;
            var prefix = section.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal);
            var nested = text.IndexOf("public sealed class", section.Index, StringComparison.Ordinal);
            foreach (Match property in Property().Matches(nested < 0 ? text : text[..nested]))
                settings.Add($"{prefix}__{property.Groups[2].Value}{(property.Groups[1].Value.StartsWith("Dictionary<", StringComparison.Ordinal) ? "__" : "")}");
            if (nested >= 0)
                foreach (var group in text[nested..].Split("public sealed class ", StringSplitOptions.RemoveEmptyEntries))
                    foreach (Match property in Property().Matches(group))
                        settings.Add($"{prefix}__{Regex.Match(group, @"^(\w+)Options").Groups[1].Value}__{property.Groups[2].Value}");
        }

        return settings;
    }

    private static int Number(string text, string pattern) => int.Parse(Regex.Match(text, pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Consent.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run inside the repository.");
    }

    [GeneratedRegex(@"Consent__\w+")]
    private static partial Regex Named();

    [GeneratedRegex(@"const string Section = ""(Consent[\w:]*)""")]
    private static partial Regex SectionName();

    [GeneratedRegex(@"public ([\w?<>, ]+) (\w+) \{ get;")]
    private static partial Regex Property();

    [GeneratedRegex(@"(?m)^  (silo\d+):$")]
    private static partial Regex SiloService();

    [GeneratedRegex(@"\$\{(\w+)(:[-?])")]
    private static partial Regex Variable();
}
