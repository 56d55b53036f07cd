using System.Collections.Generic;

namespace BedrockPS.Setup;

/// <summary>The checks, in the order they are made.</summary>
internal static class CheckName
{
    public const string PowerShell = "PowerShell";
    public const string Module = "Module";
    public const string Engine = "Engine";
    public const string AwsSdk = "AwsSdk";
    public const string Region = "Region";
    public const string Credentials = "Credentials";
    public const string Endpoint = "Endpoint";
    public const string Proxy = "Proxy";
    public const string Bedrock = "Bedrock";
    public const string BedrockRuntime = "BedrockRuntime";
    public const string Clock = "Clock";

    /// <summary>Those that need the engine.</summary>
    public static IReadOnlyList<string> OfConnection { get; } = [Region, Credentials, Endpoint, Proxy, Bedrock, BedrockRuntime, Clock];
}
