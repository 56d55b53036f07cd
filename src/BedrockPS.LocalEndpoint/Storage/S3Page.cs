using System;
using System.Collections.Generic;
using System.Text;
using System.Xml;

namespace BedrockPS.Local.Storage;

/// <summary>One page of a list: objects, and the folders that a delimiter makes of keys, in one order.</summary>
internal sealed class S3Page
{
    private const int MaxKeys = 1000;

    private readonly ObjectFolder _folder;
    private readonly S3Call _call;
    private readonly List<StoredObject> _objects = [];
    private readonly List<string> _folders = [];
    private readonly int _max;

    public S3Page(ObjectFolder folder, S3Call call, string after)
    {
        _folder = folder;
        _call = call;
        _max = call.Number("max-keys", MaxKeys, MaxKeys);
        string prefix = call["prefix"] ?? "";
        string delimiter = call["delimiter"] ?? "";
        string? last = null;
        foreach (StoredObject item in folder.List(call.Bucket, prefix))
        {
            int end = delimiter.Length == 0 ? -1 : item.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            string name = end < 0 ? item.Key : item.Key.Substring(0, end + delimiter.Length);
            if (string.CompareOrdinal(name, after) <= 0 || (end >= 0 && name == last))
            {
                continue;
            }

            if (Count == _max)
            {
                Last = last;
                break;
            }

            last = name;
            if (end < 0)
            {
                _objects.Add(item);
            }
            else
            {
                _folders.Add(name);
            }
        }
    }

    public int Count => _objects.Count + _folders.Count;

    /// <summary>The last name of this page when another follows; null at the end.</summary>
    public string? Last { get; }

    public static string TokenOf(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    /// <exception cref="Serving.ServiceFault">InvalidArgument: it is no token from here.</exception>
    public static string KeyOf(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Fault.Invalid("The continuation token provided is incorrect");
        }
    }

    /// <summary>As the client wants keys: escaped, where XML could not hold them all.</summary>
    public string? Encode(string? key) =>
        key is null || _call["encoding-type"] != "url" ? key : Uri.EscapeDataString(key).Replace("%2F", "/");

    public void WriteHead(XmlWriter xml)
    {
        xml.Text("Name", _call.Bucket);
        xml.Text("Prefix", Encode(_call["prefix"] ?? ""));
        xml.Text("Delimiter", Encode(_call["delimiter"]));
        xml.Text("EncodingType", _call["encoding-type"]);
        xml.Number("MaxKeys", _max);
        xml.Flag("IsTruncated", Last is not null);
    }

    public void WriteItems(XmlWriter xml)
    {
        foreach (StoredObject item in _objects)
        {
            xml.WriteStartElement("Contents");
            xml.Text("Key", Encode(item.Key));
            xml.Time("LastModified", item.Modified);
            xml.Text("ETag", _folder.FactsOf(_call.Bucket, item.Key).ETag);
            xml.Number("Size", item.Length);
            xml.Text("StorageClass", "STANDARD");
            xml.WriteEndElement();
        }

        foreach (string name in _folders)
        {
            xml.WriteStartElement("CommonPrefixes");
            xml.Text("Prefix", Encode(name));
            xml.WriteEndElement();
        }
    }
}
