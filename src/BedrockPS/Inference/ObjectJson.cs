using System;
using System.Collections;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>
/// Any pipeline object as JSON for a model to read. Objects such as a process lead to half the system: depth and length are
/// bounded, and a property that cannot be read is null.
/// </summary>
internal sealed class ObjectJson
{
    /// <summary>Objects this deep are written as text.</summary>
    public const int MaxDepth = 4;

    private const int MaxItems = 1000;

    private readonly Func<SecureString, string>? _secret;

    private ObjectJson(Func<SecureString, string>? secret) => _secret = secret;

    /// <param name="value">The object.</param>
    /// <param name="secret">What to write in place of a SecureString; null: its length alone, as of any object.</param>
    public static string Write(object value, Func<SecureString, string>? secret = null)
    {
        ObjectJson json = new(secret);
        return Encoding.UTF8.GetString(JsonText.ToUtf8(writer => json.WriteValue(writer, value, 0)));
    }

    /// <param name="writer">Where to.</param>
    /// <param name="value">Any object.</param>
    /// <param name="depth">How deep it counts as being; <see cref="MaxDepth"/> is the end.</param>
    public static void Write(Utf8JsonWriter writer, object? value, int depth) => new ObjectJson(null).WriteValue(writer, value, depth);

    private void WriteValue(Utf8JsonWriter writer, object? value, int depth)
    {
        object? plain = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        switch (plain)
        {
            case null or string or bool or byte[] or decimal or double or int or long:
                JsonValueWriter.WriteDocument(writer, plain);
                break;
            case DBNull:
                writer.WriteNullValue();
                break;

            // As the object has it: a time that names no zone is not moved into one.
            case DateTime time:
                writer.WriteStringValue(time);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                break;
            case float single:
                JsonValueWriter.WriteDocument(writer, (double)single);
                break;
            case sbyte or byte or short or ushort or uint or ulong:
                JsonValueWriter.WriteDocument(writer, Convert.ToDecimal(plain, CultureInfo.InvariantCulture));
                break;
            case SecureString hidden when _secret is not null:
                writer.WriteStringValue(_secret(hidden));
                break;
            case Enum or Guid or Uri or Version or TimeSpan or char or Type or ScriptBlock:
                writer.WriteStringValue(Convert.ToString(plain, CultureInfo.InvariantCulture));
                break;
            case var _ when depth >= MaxDepth:
                writer.WriteStringValue(Convert.ToString(plain, CultureInfo.InvariantCulture));
                break;
            case IDictionary map:
                WriteMap(writer, map, depth);
                break;
            case DataRow row:
                WriteRow(writer, row, depth);
                break;
            case DataRowView view:
                WriteRow(writer, view.Row, depth);
                break;
            case IEnumerable list:
                WriteList(writer, list, depth);
                break;
            default:
                WriteProperties(writer, PSObject.AsPSObject(value!), depth);
                break;
        }
    }

    private void WriteMap(Utf8JsonWriter writer, IDictionary map, int depth)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "");
            WriteValue(writer, entry.Value, depth + 1);
        }

        writer.WriteEndObject();
    }

    private void WriteList(Utf8JsonWriter writer, IEnumerable list, int depth)
    {
        writer.WriteStartArray();
        int count = 0;
        foreach (object? item in list)
        {
            if (++count > MaxItems)
            {
                writer.WriteStringValue("…");
                break;
            }

            WriteValue(writer, item, depth + 1);
        }

        writer.WriteEndArray();
    }

    /// <summary>The columns alone; what else a row has is the whole table.</summary>
    private void WriteRow(Utf8JsonWriter writer, DataRow row, int depth)
    {
        writer.WriteStartObject();
        foreach (DataColumn column in row.Table.Columns)
        {
            writer.WritePropertyName(column.ColumnName);
            WriteValue(writer, row.RowState == DataRowState.Deleted ? row[column, DataRowVersion.Original] : row[column], depth + 1);
        }

        writer.WriteEndObject();
    }

    private void WriteProperties(Utf8JsonWriter writer, PSObject value, int depth)
    {
        writer.WriteStartObject();
        foreach (PSPropertyInfo property in value.Properties)
        {
            if (!property.IsGettable)
            {
                continue;
            }

            writer.WritePropertyName(property.Name);
            WriteValue(writer, ValueOf(property), depth + 1);
        }

        writer.WriteEndObject();
    }

    /// <summary>Null where the property cannot be read.</summary>
    public static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (RuntimeException)
        {
            // A getter of somebody else's type threw: access denied to a process, a file that has gone.
            return null;
        }
    }
}
