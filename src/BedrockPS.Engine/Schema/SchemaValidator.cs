using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace BedrockPS.Engine;

/// <summary>Tells whether JSON fits a JSON schema, and where it does not. May be used by several threads.</summary>
public sealed class SchemaValidator
{
    // The library resolves references while it validates; one value at a time is fast enough beside a model's answer.
    private readonly object _gate = new();
    private readonly JsonSchema _schema;

    private SchemaValidator(JsonSchema schema) => _schema = schema;

    /// <summary>Reads a schema. References may point into the schema itself only; nothing is fetched.</summary>
    /// <param name="schema">JSON text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FormatException">The schema is not JSON, or not a schema; the message says where.</exception>
    public static async Task<SchemaValidator> ParseAsync(string schema, CancellationToken cancellationToken)
    {
        try
        {
            JToken rewritten = new SchemaDialect(Read(schema)).Rewrite();
            return new SchemaValidator(
                await JsonSchema.FromJsonAsync(rewritten.ToString(Formatting.None), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <param name="json">One JSON value.</param>
    /// <returns>Nothing where the value fits.</returns>
    /// <exception cref="FormatException">Not JSON.</exception>
    /// <exception cref="RegexMatchTimeoutException">A pattern of the schema cannot be decided on this value in a second.</exception>
    public IReadOnlyList<SchemaViolation> Validate(string json)
    {
        JToken value;
        try
        {
            value = InstanceNumbers.Plain(Read(json));
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }

        lock (_gate)
        {
            List<SchemaViolation> violations = [];
            foreach (ValidationError error in new TimedSchemaValidator().Validate(value, _schema))
            {
                ViolationText.Add(violations, error);
            }

            return violations;
        }
    }

    private static JToken Read(string json)
    {
        // Times stay the text they are, and no number loses digits before it has been looked at.
        using JsonTextReader reader = new(new StringReader(json))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Double,
            Culture = CultureInfo.InvariantCulture,
            MaxDepth = 512,
        };
        JToken token = JToken.ReadFrom(reader);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw new JsonReaderException("There is more than one JSON value.");
            }
        }

        return token;
    }
}
