using System;
using System.Globalization;
using BedrockPS.Engine;

namespace BedrockPS.Engine.Signing;

/// <summary>What one signature is bound to: keys, moment, region and service.</summary>
internal sealed class SigningScope
{
    public SigningScope(KeySet keys, DateTime utc, string region, string service)
    {
        AccessKey = keys.AccessKey;
        SecretKey = keys.SecretKey;
        Region = region;
        Service = service;
        Timestamp = utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Date = Timestamp.Substring(0, 8);
    }

    public string AccessKey { get; }

    public string SecretKey { get; }

    public string Region { get; }

    public string Service { get; }

    /// <summary>The x-amz-date header's value.</summary>
    public string Timestamp { get; }

    public string Date { get; }

    public string Name => $"{Date}/{Region}/{Service}/aws4_request";
}
