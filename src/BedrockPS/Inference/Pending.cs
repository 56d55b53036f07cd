// Stand-ins for classes that are on their way from other branches: whoever brings the real one deletes its stand-in here.
using System.Collections;
using System.Collections.Generic;

namespace BedrockPS.Api;

internal static class PlainValue
{
    public static Dictionary<string, object?> ToMap(object value, string name)
    {
        Dictionary<string, object?> map = [];
        foreach (DictionaryEntry entry in (IDictionary)value)
        {
            map[entry.Key.ToString() ?? name] = entry.Value;
        }

        return map;
    }
}
