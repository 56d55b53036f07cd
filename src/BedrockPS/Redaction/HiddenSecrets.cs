using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security;

namespace BedrockPS.Redaction;

/// <summary>
/// Holds the SecureStrings met while a request is composed. The text gets a mark for each; what the mark stands for is opened only
/// where the answer is given its secrets back.
/// </summary>
internal sealed class HiddenSecrets
{
    /// <summary>What every mark begins with.</summary>
    public const string Mark = "securestring-";

    // Nobody can have written the marks of this session into a text.
    private static readonly string s_session = Guid.NewGuid().ToString("N");

    private Dictionary<string, SecureString>? _secrets;

    /// <summary>What to write in the secret's place.</summary>
    public string Hide(SecureString secret)
    {
        _secrets ??= [];
        string mark = $"{Mark}{s_session}-{_secrets.Count.ToString(CultureInfo.InvariantCulture)}.";
        _secrets.Add(mark, secret);
        return mark;
    }

    /// <summary>The secrets since the last time, for the request they belong to; null when there were none.</summary>
    public IReadOnlyDictionary<string, SecureString>? Take()
    {
        Dictionary<string, SecureString>? taken = _secrets;
        _secrets = null;
        return taken;
    }
}
