using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace BedrockPS.Engine;

/// <summary>
/// Lets no regular expression of a schema run for long. The library sets no limit; so each is tried here first, within one, and what
/// it has then decided in time the library decides in the same time again. For one value.
/// </summary>
internal sealed class TimedSchemaValidator : JsonSchemaValidator
{
    /// <summary>For one expression on one text, and for all of them together.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _matching = new();

    public TimedSchemaValidator()
        : base(new JsonSchemaValidatorSettings())
    {
    }

    /// <exception cref="RegexMatchTimeoutException">An expression cannot be decided in time.</exception>
    protected override ICollection<ValidationError> Validate(
        JToken token, JsonSchema schema, SchemaType schemaType, string? propertyName, string propertyPath)
    {
        if (!string.IsNullOrEmpty(schema.Pattern) && token is JValue { Value: string text })
        {
            Try(text, schema.Pattern!);
        }

        if (schema.PatternProperties.Count > 0 && token is JObject map)
        {
            foreach (string pattern in schema.PatternProperties.Keys)
            {
                foreach (JProperty member in map.Properties())
                {
                    Try(member.Name, pattern);
                }
            }
        }

        return base.Validate(token, schema, schemaType, propertyName, propertyPath);
    }

    private void Try(string text, string pattern)
    {
        _matching.Start();
        _ = Regex.IsMatch(text, pattern, RegexOptions.None, Limit);
        _matching.Stop();
        if (_matching.Elapsed > Limit)
        {
            throw new RegexMatchTimeoutException(text, pattern, Limit);
        }
    }
}
