using System;
using System.IO;
using BedrockPS.Engine.Vectors;
using BedrockPS.Files;

namespace BedrockPS.Indexes;

/// <summary>What goes wrong with an index file, as this module tells it.</summary>
internal static class IndexErrors
{
    /// <summary>Runs something that touches an index file.</summary>
    /// <exception cref="BedrockException">IndexInvalid, IndexVersion, IndexDamaged, IndexFull, FileNotFound, FileUnreadable, FileUnwritable.</exception>
    public static T Run<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (IndexException exception)
        {
            throw Of(exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BedrockException("FileNotFound", $"There is no index '{path}'.", exception)
            {
                RecommendedAction = "Check the path; New-BRIndex makes an index, and so does Add-BRIndex with the first entry.",
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Reading(path, exception);
        }
    }

    public static BedrockException Of(IndexException exception) => new(
        exception.Failure switch
        {
            IndexFailure.NotAnIndex => "IndexInvalid",
            IndexFailure.Version => "IndexVersion",
            IndexFailure.Full => "IndexFull",
            IndexFailure.Unwritable => "FileUnwritable",
            _ => "IndexDamaged",
        },
        exception.Message,
        exception);

    /// <summary>A part of an index that was left out.</summary>
    public static BedrockException Of(string path, IndexDamage damage) => new("IndexDamaged", $"'{path}': {damage.Message}");

    /// <summary>What belongs to another model, or has another length, than the index's vectors.</summary>
    public static BedrockException Mismatch(string path, string made, string given) =>
        new("IndexMismatch", $"'{path}' was made with {made}, not {given}.");
}
