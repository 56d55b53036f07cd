using System;
using System.Collections.Generic;
using System.IO;
using BedrockPS.Engine.Aws;

namespace BedrockPS.Engine.Profiles;

/// <summary>The profiles of one pair of files, as they were when they were read.</summary>
internal sealed class ProfileStore
{
    private readonly ProfileFile _credentials;
    private readonly ProfileFile _config;
    private readonly bool _useSdkStore;
    private readonly FileStamp[] _stamps;

    private ProfileStore(string credentialsPath, string? configPath, bool useSdkStore)
    {
        // Stamps first: a change in between is then noticed rather than missed.
        _stamps = [new FileStamp(credentialsPath), new FileStamp(configPath)];
        _credentials = ProfileFile.Read(credentialsPath, isConfig: false);
        _config = configPath is null ? new ProfileFile() : ProfileFile.Read(configPath, isConfig: true);
        _useSdkStore = useSdkStore;
        Places = configPath is null ? credentialsPath : $"{credentialsPath} and {configPath}";
    }

    /// <summary>The files, for messages.</summary>
    public string Places { get; }

    public bool HasChanged => _stamps[0].HasChanged || _stamps[1].HasChanged;

    /// <param name="location">A credentials file of the caller's; a file called config beside it belongs to it.</param>
    /// <param name="environment">Names the files otherwise.</param>
    public static ProfileStore Load(string? location, AwsEnvironment environment)
    {
        if (!string.IsNullOrEmpty(location))
        {
            string path = Expand(location!, environment);
            string? beside = Path.GetDirectoryName(Path.GetFullPath(path)) is string folder ? Path.Combine(folder, "config") : null;
            return new ProfileStore(path, environment["AWS_CONFIG_FILE"] is string named ? Expand(named, environment) : beside, useSdkStore: false);
        }

        string home = Path.Combine(Home(environment), ".aws");
        return new ProfileStore(
            environment["AWS_SHARED_CREDENTIALS_FILE"] is string credentials ? Expand(credentials, environment) : Path.Combine(home, "credentials"),
            environment["AWS_CONFIG_FILE"] is string config ? Expand(config, environment) : Path.Combine(home, "config"),
            useSdkStore: true);
    }

    public Profile? Find(string name)
    {
        if (_useSdkStore && SdkProfileStore.Find(name) is ProfileSection encrypted)
        {
            return new Profile(name, encrypted, null);
        }

        ProfileSection? credentials = _credentials.Find("profile", name);
        ProfileSection? config = _config.Find("profile", name);
        return credentials is null && config is null ? null : new Profile(name, credentials, config);
    }

    public ProfileSection? FindSsoSession(string name) => _config.Find("sso-session", name);

    public ProfileSection? FindServices(string name) => _config.Find("services", name);

    public IReadOnlyList<string> Names()
    {
        SortedSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        if (_useSdkStore)
        {
            names.UnionWith(SdkProfileStore.Names());
        }

        names.UnionWith(_credentials.Names("profile"));
        names.UnionWith(_config.Names("profile"));
        return [.. names];
    }

    private static string Home(AwsEnvironment environment) =>
        environment.Either("HOME", "USERPROFILE") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string Expand(string path, AwsEnvironment environment) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal)
            ? Home(environment) + path.Substring(1)
            : path;
}
