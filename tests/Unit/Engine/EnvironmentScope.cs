using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;

namespace BedrockPS.Unit.Engine;

/// <summary>
/// An environment without anything of AWS or of proxies in it and with an empty home folder, until it is disposed. Instance metadata
/// is off.
/// </summary>
internal sealed class EnvironmentScope : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public EnvironmentScope()
    {
        Home = Directory.CreateTempSubdirectory("bedrockps-test-").FullName;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (name.StartsWith("AWS_", StringComparison.Ordinal) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase))
            {
                Set(name, null);
            }
        }

        Set("HOME", Home);
        Set("USERPROFILE", Home);
        Set("AWS_EC2_METADATA_DISABLED", "true");
    }

    public string Home { get; }

    public EnvironmentScope Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
        return this;
    }

    public EnvironmentScope Config(string text) => Write(".aws/config", text);

    public EnvironmentScope Credentials(string text) => Write(".aws/credentials", text);

    public EnvironmentScope Write(string path, string text)
    {
        string full = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public void Dispose()
    {
        foreach (KeyValuePair<string, string?> variable in _before)
        {
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }

        Directory.Delete(Home, recursive: true);
    }
}
