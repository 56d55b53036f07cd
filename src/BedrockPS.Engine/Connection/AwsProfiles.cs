using System.Collections.Generic;
using BedrockPS.Engine.Profiles;

namespace BedrockPS.Engine;

/// <summary>The profiles there are on this machine.</summary>
public static class AwsProfiles
{
    /// <summary>Names of all profiles, sorted; empty when there are no files.</summary>
    /// <param name="profileLocation">Path of a credentials file other than the default one, or null.</param>
    /// <exception cref="EngineException">ProfileInvalid: a file is there and cannot be read.</exception>
    public static IReadOnlyList<string> Names(string? profileLocation) =>
        ProfileStore.Load(profileLocation, AwsEnvironment.Read()).Names();
}
