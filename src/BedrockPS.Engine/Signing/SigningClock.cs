using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace BedrockPS.Engine.Signing;

/// <summary>
/// The time to sign with. The service refuses a signature that is more than five minutes old or early, and a virtual machine that
/// has slept is easily off by more; the Date of its refusal tells by how much.
/// </summary>
internal sealed class SigningClock
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(4);

    private static readonly HashSet<string> s_codes = new(StringComparer.OrdinalIgnoreCase)
    {
        "InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture",
    };

    private long _offset;

    public DateTime UtcNow => DateTime.UtcNow + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Sets itself right after an error that a wrong clock explains; false when there is nothing to set.</summary>
    public bool TryCorrect(EngineException error)
    {
        if (error.ErrorCode is null
            || !s_codes.Contains(error.ErrorCode)
            || error.Headers is null
            || !error.Headers.TryGetValue("Date", out string? text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            || (date.UtcDateTime - UtcNow).Duration() < s_tolerance)
        {
            return false;
        }

        Interlocked.Exchange(ref _offset, (date.UtcDateTime - DateTime.UtcNow).Ticks);
        return true;
    }
}
