/** The pictures of the main places, so that the same place looks the same everywhere. */
export {
  BookOpen as DirectoryIcon,
  CalendarDays as DiaryIcon,
  House as TodayIcon,
  Puzzle as GapsIcon,
  Users as PeopleIcon,
} from "lucide-react";
