using System;

namespace BedrockPS.Protocol;

/// <summary>How strictly <see cref="ValueBinder"/> takes a value.</summary>
[Flags]
internal enum ValueRules
{
    None = 0,

    /// <summary>Numbers written as text, single items where a list belongs and the like become what the shape asks for.</summary>
    Convert = 1,

    /// <summary>Members the description does not know are kept instead of refused: the other side may be newer.</summary>
    KeepUnknown = 2,

    /// <summary>Lengths, ranges and the safe patterns are checked.</summary>
    CheckBounds = 4,

    /// <summary>Values outside an enum are refused. Never done on the way to the service, whose enums grow.</summary>
    CheckEnums = 8,

    /// <summary>Idempotency tokens the caller left out are made.</summary>
    FillTokens = 16,

    /// <summary>What a caller passes to an operation.</summary>
    Request = Convert | CheckBounds | FillTokens,

    /// <summary>What a caller passes who knows the service better than the description does.</summary>
    LenientRequest = Convert | KeepUnknown | FillTokens,

    /// <summary>What a server has read from a request.</summary>
    ReceivedRequest = KeepUnknown | CheckBounds | CheckEnums,

    /// <summary>What a server is about to answer.</summary>
    Response = Convert,
}
