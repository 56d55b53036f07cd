using System;
using System.Globalization;
using System.Security.Cryptography;

namespace BedrockPS.Storage;

/// <summary>
/// SHA-256 over a whole request as it would be sent: two requests with the same key ask the same thing of the same model with the
/// same settings. Held as numbers, for a checkpoint keeps one of each finished input in memory.
/// </summary>
internal readonly struct RequestKey : IEquatable<RequestKey>
{
    public const int HexLength = 64;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private RequestKey(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <param name="request">What would be sent.</param>
    /// <param name="scope">Set apart from the same request elsewhere, such as at another endpoint; empty: anywhere.</param>
    public static RequestKey Of(StoredRequest request, string scope = "")
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        request.AppendTo(hash, scope);
        byte[] bytes = hash.GetHashAndReset();
        return new RequestKey(Number(bytes, 0), Number(bytes, 8), Number(bytes, 16), Number(bytes, 24));
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? hex, out RequestKey key)
    {
        key = default;
        if (hex is not { Length: HexLength })
        {
            return false;
        }

        foreach (char digit in hex)
        {
            if (digit is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
            {
                return false;
            }
        }

        key = new RequestKey(Number(hex, 0), Number(hex, 16), Number(hex, 32), Number(hex, 48));
        return true;
    }

    public bool Equals(RequestKey other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    public override bool Equals(object? obj) => obj is RequestKey other && Equals(other);

    // Any part of a hash is one.
    public override int GetHashCode() => (int)_a;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0:x16}{1:x16}{2:x16}{3:x16}", _a, _b, _c, _d);

    private static ulong Number(byte[] bytes, int start)
    {
        ulong number = 0;
        for (int index = start; index < start + 8; index++)
        {
            number = (number << 8) | bytes[index];
        }

        return number;
    }

    private static ulong Number(string hex, int start) =>
        ulong.Parse(hex.Substring(start, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
