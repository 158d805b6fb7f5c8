using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Audit.Core;
using Consent.Storage;

namespace Consent.Silo.Audit;

/// <summary>The data provider that the settings name.</summary>
internal static class AuditProviders
{
    /// <exception cref="DatabaseRefusedException">There is none of that name, it has no such setting, or the folder cannot be written.</exception>
    public static IAuditDataProvider Open(AuditOptions options, string dataFolder, TimeProvider clock)
    {
        if (options.Provider != AuditOptions.File) return OpenByType(options);
        var folder = Path.GetFullPath(options.Path ?? Path.Combine(dataFolder, "audit"));
        try
        {
            return new AuditLogFile(folder, clock);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException($"The folder of the audit {folder} cannot be made or written: {failure.Message}", failure);
        }
    }

    private static IAuditDataProvider OpenByType(AuditOptions options)
    {
        // A provider asks for JSON by reflection, which the host has switched off for its own.
        if (!Configuration.JsonSettings.IsReadOnly) Configuration.JsonSettings.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        try
        {
            var type = Type.GetType(options.Provider, Load, typeResolver: null, throwOnError: true)!;
            var provider = (IAuditDataProvider)Activator.CreateInstance(type)!;
            foreach (var (name, text) in options.Settings) Set(provider, name, text);
            return provider;
        }
        catch (Exception failure) when (failure is IOException or TypeLoadException or BadImageFormatException or MissingMethodException or TargetInvocationException
            or InvalidCastException or ArgumentException or NotSupportedException)
        {
            throw new DatabaseRefusedException(
                $"Consent__Audit__Provider is {options.Provider}, and it cannot be used: {(failure.InnerException ?? failure).Message} It is file, none, or the name of an Audit.NET data provider's type with its assembly, which lies beside the service.",
                failure);
        }
    }

    // What was not built with the service may have been laid beside it.
    private static Assembly Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll"));
        }
    }

    private static void Set(IAuditDataProvider provider, string name, string text)
    {
        var property = provider.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
            ?? throw new ArgumentException($"It has no setting {name}.");
        var type = property.PropertyType;
        var isSetting = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Setting<>);
        var plain = isSetting ? type.GetGenericArguments()[0] : type;
        var value = TypeDescriptor.GetConverter(plain).ConvertFromInvariantString(text);
        property.SetValue(provider, isSetting ? Activator.CreateInstance(type, value) : value);
    }
}
