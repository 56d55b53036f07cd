using System;
using System.IO;
using System.Linq;
using BedrockPS.Images;
using BedrockPS.Unit.Resources;

namespace BedrockPS.Unit.Images;

/// <summary>A session with a local endpoint, a screen and a folder with pictures to change.</summary>
public sealed class ImageSession : ResourceEndpoint
{
    private readonly ScreenHost _screen;

    public ImageSession()
        : this(new ScreenHost(40, 12, isVirtualTerminal: true))
    {
    }

    private ImageSession(ScreenHost screen)
        : base(screen)
    {
        _screen = screen;
        Directory.CreateDirectory(Folder);
        foreach ((string name, int side) in new[] { ("small", 64), ("picture", 320), ("other", 336) })
        {
            File.WriteAllBytes(Path.Combine(Folder, name + ".png"), Pictures.Png(side, side));
        }

        File.WriteAllBytes(Path.Combine(Folder, "mask.png"), PngWriter.Write(new Raster(320, 320)));

        File.WriteAllText(Path.Combine(Folder, "text.png"), "no picture");
        Shell.Run("$dir = $folder", ("folder", Folder));
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "bedrockps-images-" + Guid.NewGuid().ToString("N"));

    /// <summary>What was put on the screen since the last look.</summary>
    public string Screen => _screen.Written;

    /// <summary>The last body for an image model; files of the folder stand in it by their names.</summary>
    public string LastBody()
    {
        string body = Local.GetRequest().Last(static request => request.Operation == "InvokeModel").Body;
        foreach (string file in Directory.GetFiles(Folder, "*.png"))
        {
            body = body.Replace(Convert.ToBase64String(File.ReadAllBytes(file)), Path.GetFileNameWithoutExtension(file));
        }

        return body;
    }

    /// <summary>A folder for the files of one test.</summary>
    public string NewFolder() => Path.Combine(Folder, Guid.NewGuid().ToString("N"));
}
