using System;
using System.Numerics;
using Newtonsoft.Json.Linq;

namespace BedrockPS.Engine;

/// <summary>
/// Numbers as the library can take them: 6.0 is a whole number by the standard's rule, and a whole number beyond 64 bits, on which
/// it fails, is as good as the greatest within them.
/// </summary>
internal static class InstanceNumbers
{
    public static JToken Plain(JToken value)
    {
        switch (value)
        {
            case JObject map:
                foreach (JProperty member in map.Properties())
                {
                    member.Value = Plain(member.Value);
                }

                return map;
            case JArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    list[i] = Plain(list[i]);
                }

                return list;
            case JValue { Value: BigInteger huge }:
                return new JValue(huge.Sign < 0 ? long.MinValue : long.MaxValue);
            case JValue { Value: double real } when real == Math.Floor(real) && Math.Abs(real) < 1e15:
                return new JValue((long)real);
            default:
                return value;
        }
    }
}
