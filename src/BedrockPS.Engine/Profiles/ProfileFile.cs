using System;
using System.Collections.Generic;
using System.IO;

namespace BedrockPS.Engine.Profiles;

/// <summary>
/// The sections of a credentials or config file. Read here rather than by the SDK, which looks at AWS_CONFIG_FILE once per process,
/// loses endpoint_url beside services, and would have to be loaded for a profile with nothing but keys.
/// </summary>
internal sealed class ProfileFile
{
    private readonly Dictionary<string, ProfileSection> _sections = new(StringComparer.Ordinal);

    /// <summary>A file that is not there counts as empty.</summary>
    /// <exception cref="EngineException">ProfileInvalid: the file cannot be read.</exception>
    public static ProfileFile Read(string path, bool isConfig)
    {
        ProfileFile file = new();
        if (!File.Exists(path))
        {
            return file;
        }

        try
        {
            file.Parse(File.ReadAllLines(path), isConfig);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(EngineFailure.ProfileInvalid, $"The profile file {path} cannot be read: {e.Message}", e);
        }

        return file;
    }

    public ProfileSection? Find(string kind, string name) =>
        _sections.TryGetValue(Key(kind, name), out ProfileSection? section) ? section : null;

    public IEnumerable<string> Names(string kind)
    {
        string prefix = Key(kind, "");
        foreach (string key in _sections.Keys)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return key.Substring(prefix.Length);
            }
        }
    }

    private static string Key(string kind, string name) => kind + "\n" + name;

    private void Parse(string[] lines, bool isConfig)
    {
        ProfileSection? section = null;
        string? lastKey = null;
        foreach (string line in lines)
        {
            string text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                int close = text.IndexOf(']');
                section = close < 0 ? null : Open(text.Substring(1, close - 1).Trim(), isConfig);
                lastKey = null;
                continue;
            }

            int equals = text.IndexOf('=');
            if (section is null || equals <= 0)
            {
                continue;
            }

            string key = text.Substring(0, equals).Trim().ToLowerInvariant();
            string value = WithoutComment(text.Substring(equals + 1)).Trim();
            if (char.IsWhiteSpace(line[0]) && lastKey is not null)
            {
                section.SetNested(lastKey, key, value);
            }
            else
            {
                section.Set(key, value);
                lastKey = key;
            }
        }
    }

    private ProfileSection? Open(string header, bool isConfig)
    {
        string kind = "profile";
        string name = header;
        bool isMarked = false;
        int gap = header.IndexOfAny([' ', '\t']);
        if (gap > 0 && header.Substring(0, gap) is "profile" or "sso-session" or "services")
        {
            kind = header.Substring(0, gap);
            name = header.Substring(gap).Trim();
            isMarked = true;
        }
        else if (isConfig && header != "default")
        {
            return null;
        }

        if (name.Length > 1 && name[0] is '"' or '\'' && name[name.Length - 1] == name[0])
        {
            name = name.Substring(1, name.Length - 2);
        }

        string key = Key(kind, name);
        if (!_sections.TryGetValue(key, out ProfileSection? section) || (isMarked && !section.IsMarked))
        {
            // [profile default] takes the place of [default], as everywhere in AWS.
            _sections[key] = section = new ProfileSection(isMarked);
        }
        else if (section.IsMarked && !isMarked)
        {
            return null;
        }

        return section;
    }

    // A comment after a value begins with white space.
    private static string WithoutComment(string value)
    {
        for (int i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && char.IsWhiteSpace(value[i - 1]))
            {
                return value.Substring(0, i);
            }
        }

        return value;
    }
}
