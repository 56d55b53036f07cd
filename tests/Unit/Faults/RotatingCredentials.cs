using System;
using BedrockPS.Unit.Cmdlets;

namespace BedrockPS.Unit.Faults;

/// <summary>Credentials as another module holds them, which change while they are in use.</summary>
public sealed class RotatingCredentials(Func<string> accessKey)
{
    public Keys GetCredentials() => new() { AccessKey = accessKey() };
}
